using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace Sim.Validation.Kernel;

/// <summary>Compiles <c>schedprobe.c</c> and runs set-ups with it on the kernel under the tests.</summary>
internal static class SchedProbe
{
    private const int NotRunCode = 3;
    private const string Gcc = "/usr/bin/gcc";

    private static readonly Lazy<string> Program = new(Compile);

    /// <summary>Why the probe cannot run here at all; null where it can.</summary>
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

    /// <summary>Runs a set-up on the machine's last CPU and measures it. Run one at a time.</summary>
    /// <exception cref="InvalidOperationException">The probe failed.</exception>
    public static SchedMeasurement Run(SchedSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        List<string> arguments = [Number(setup.Seconds), Number(Environment.ProcessorCount - 1)];
        if (setup.QuotaPct > 0)
        {
            arguments.Add($"quota={Number(setup.QuotaPct)}:{Number(setup.QuotaPeriodMs)}");
        }

        if (setup.PhaseUs is { } phase)
        {
            arguments.Add($"phase={Number(phase)}");
        }

        arguments.AddRange(setup.Tasks.Select(task => task.ToString()));
        (int code, string output) = Execute(Program.Value, arguments);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return code == NotRunCode
            ? new SchedMeasurement(setup, [], double.NaN, lines[^1].Replace("not run: ", "", StringComparison.Ordinal))
            : Parse(setup, lines);
    }

    private static SchedMeasurement Parse(SchedSetup setup, string[] lines)
    {
        string steal = lines.Single(line => line.StartsWith("# steal_pct=", StringComparison.Ordinal));
        string[][] rows = [.. lines.Where(line => line[0] != '#').Select(line => line.Split(','))];
        return new SchedMeasurement(
            setup,
            [.. setup.Tasks.Select((task, i) => Parse(task, name => rows[i + 1][Array.IndexOf(rows[0], name)]))],
            Number(steal[(steal.IndexOf('=', StringComparison.Ordinal) + 1)..]),
            null);
    }

    private static SchedTaskResult Parse(SchedTask task, Func<string, string> cell) => new()
    {
        Task = task,
        SharePct = Number(cell("share_pct")),
        Wakeups = (int)Number(cell("wakeups")),
        LateUsMedian = Number(cell("late_us_median")),
        LateUsP99 = Number(cell("late_us_p99")),
        LateUsMax = Number(cell("late_us_max")),
        Turns = (int)Number(cell("turns")),
        TurnUsMedian = Number(cell("turn_us_median")),
        TurnUsP99 = Number(cell("turn_us_p99")),
        AwayUsMedian = Number(cell("away_us_median")),
        AwayUsP99 = Number(cell("away_us_p99")),
        Voluntary = (long)Number(cell("voluntary")),
        Involuntary = (long)Number(cell("involuntary")),
        Missed = (int)Number(cell("missed")),
        LateUsVentiles = [.. cell("late_us_ventiles").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
    };

    private static string Compile()
    {
        string source = Path.Combine(Repository.Root, "tests", "Sim.Validation", "Kernel", "schedprobe.c");
        string program = Path.Combine(Directory.CreateTempSubdirectory("sim-schedprobe-").FullName, "schedprobe");
        (int code, string output) = Execute(Gcc, ["-O2", "-Wall", "-Wextra", "-Werror", "-o", program, source]);
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

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
