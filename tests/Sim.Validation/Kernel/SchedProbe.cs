using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.Validation.Kernel;

/// <summary>Compiles <c>schedprobe.c</c> and runs set-ups with it on the kernel under the tests.</summary>
internal static class SchedProbe
{
    private static readonly CompiledProbe Program = new("Kernel", "schedprobe");

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
        (string[] lines, string? notRun) = Program.Run(arguments);
        return notRun is null ? Parse(setup, lines) : new SchedMeasurement(setup, [], double.NaN, notRun);
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

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
