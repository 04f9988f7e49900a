using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NUnit.Framework;

namespace Sim.Validation;

/// <summary>A C program of this project that measures the kernel under the tests: compiled when it is first needed.</summary>
/// <param name="folder">Its folder below <c>tests/Sim.Validation</c>.</param>
/// <param name="name">The name of its source, without <c>.c</c>.</param>
/// <param name="options">Further options of the compiler.</param>
internal sealed class CompiledProbe(string folder, string name, params string[] options)
{
    private const int NotRunCode = 3;
    private const string Gcc = "/usr/bin/gcc";

    private readonly Lazy<string> _program = new(() => Compile(folder, name, options));

    /// <summary>Why no probe can run here at all; null where they can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "the probe measures Linux" : !File.Exists(Gcc) ? $"{Gcc} is missing: install gcc" : null;

    /// <summary>Ends a test that cannot measure here: ignored, or failed where SIM_REQUIRE_EXTERNAL is 1.</summary>
    public static void RequireOrIgnore()
    {
        if (Missing is not { } missing)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), "1", StringComparison.Ordinal))
        {
            Assert.Fail(missing);
        }

        Assert.Ignore(missing);
    }

    /// <summary>Runs it. One at a time.</summary>
    /// <returns>The lines it printed, and why it could not measure here; null where it did.</returns>
    /// <exception cref="InvalidOperationException">It does not compile, or failed.</exception>
    public (string[] Lines, string? NotRun) Run(IEnumerable<string> arguments)
    {
        (int code, string output) = Execute(_program.Value, arguments);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines, code == NotRunCode ? lines[^1].Replace("not run: ", "", StringComparison.Ordinal) : null);
    }

    private static string Compile(string folder, string name, string[] options)
    {
        string source = Path.Combine(Repository.Root, "tests", "Sim.Validation", folder, name + ".c");
        string program = Path.Combine(Directory.CreateTempSubdirectory($"sim-{name}-").FullName, name);
        (int code, string output) = Execute(Gcc, ["-O2", "-Wall", "-Wextra", "-Werror", .. options, "-o", program, source]);
        return code == 0 ? program : throw new InvalidOperationException($"gcc failed: {output}");
    }

    private static (int Code, string Output) Execute(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode is 0 or NotRunCode
            ? (process.ExitCode, output)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {output}"));
    }
}
