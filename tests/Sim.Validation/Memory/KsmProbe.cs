using System;
using System.Globalization;
using System.Linq;

namespace Sim.Validation.Memory;

/// <summary>Compiles <c>ksmprobe.c</c> and lets it measure the kernel under the tests.</summary>
internal static class KsmProbe
{
    private static readonly CompiledProbe Program = new("Memory", "ksmprobe", "-pthread");

    /// <summary>Has the kernel merge a mix; all its settings are put back. Run one at a time.</summary>
    /// <exception cref="InvalidOperationException">The probe failed.</exception>
    public static KsmMeasurement Run(KsmMix mix)
    {
        int[] arguments =
        [
            mix.Passes, mix.PagesToScan, mix.SleepMs, mix.SmartScan ? 1 : 0, mix.ZeroPages ? 1 : 0, mix.Zero, mix.Groups, mix.Copies, mix.Unique, mix.Volatile,
        ];
        (string[] lines, string? notRun) = Program.Run(arguments.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        if (notRun is not null)
        {
            return new KsmMeasurement([], 0, 0, notRun);
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
}
