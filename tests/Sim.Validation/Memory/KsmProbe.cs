using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace Sim.Validation.Memory;

/// <summary>Compiles <c>ksmprobe.c</c> and lets it measure the kernel under the tests.</summary>
internal static class KsmProbe
{
    private const int NotRunCode = 3;
    private const string Gcc = "/usr/bin/gcc";

    private static readonly Lazy<string> Program = new(Compile);

    /// <summary>Ends a test that cannot measure here: ignored, or failed where SIM_REQUIRE_EXTERNAL is 1.</summary>
    public static void RequireOrIgnore()
    {
        string? missing = !OperatingSystem.IsLinux() ? "the probe measures Linux" : !File.Exists(Gcc) ? $"{Gcc} is missing: install gcc" : null;
        if (missing is null)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), "1", StringComparison.Ordinal))
        {
            Assert.Fail(missing);
        }

        Assert.Ignore(missing);
    }

    /// <summary>Has the kernel merge a mix; all its settings are put back. Run one at a time.</summary>
    /// <exception cref="InvalidOperationException">The probe failed.</exception>
    public static KsmMeasurement Run(KsmMix mix)
    {
        int[] arguments =
        [
            mix.Passes, mix.PagesToScan, mix.SleepMs, mix.SmartScan ? 1 : 0, mix.ZeroPages ? 1 : 0, mix.Zero, mix.Groups, mix.Copies, mix.Unique, mix.Volatile,
        ];
        (int code, string output) = Execute(Program.Value, arguments.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (code == NotRunCode)
        {
            return new KsmMeasurement([], 0, 0, lines[^1].Replace("not run: ", "", StringComparison.Ordinal));
        }

        string[][] rows = [.. lines.Where(line => line[0] != '#').Skip(1).Select(line => line.Split(','))];
        return new KsmMeasurement([.. rows.Select(Parse)], Key(lines, "tick_ns") / 1e9, (int)Key(lines, "max_page_sharing"), null);
    }

    private static KsmPass Parse(string[] row)
    {
        double[] cells = [.. row.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new KsmPass(cells[1], cells[2] < 0 ? double.NaN : cells[2] / 1e9, cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10]);
    }

    private static double Key(string[] lines, string key) =>
        double.Parse(lines.Single(line => line.StartsWith($"# {key}=", StringComparison.Ordinal))[(key.Length + 3)..], CultureInfo.InvariantCulture);

    private static string Compile()
    {
        string source = Path.Combine(Repository.Root, "tests", "Sim.Validation", "Memory", "ksmprobe.c");
        string program = Path.Combine(Directory.CreateTempSubdirectory("sim-ksmprobe-").FullName, "ksmprobe");
        (int code, string output) = Execute(Gcc, ["-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", program, source]);
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
