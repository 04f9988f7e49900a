using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Scenarios.Binding;

namespace Sim.Cli.Commands;

/// <summary>What cores took for what they ran: as a table, as CSV, as JSON.</summary>
/// <param name="core">What the cores are like.</param>
/// <param name="rows">What each core did in each pass through the timed part.</param>
internal sealed class CoreTimingReport(CoreConfiguration core, IReadOnlyList<IReadOnlyList<CoreMeasures>> rows)
{
    private const double PerThousand = 1000;

    private static readonly string[] Components = [.. Enum.GetValues<CpiComponent>().Select(component => EnumNames.Of(component))];

    private CoreMeasures Sum => field ??= Added([.. rows.SelectMany(pass => pass)]);

    /// <summary>Prints tables: cycles, what they were spent on, counts; what is zero is left out.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"core {core.Name}, {EnumNames.Of(core.Pipeline)}, {core.Frequency}"));
        TextTable.Print(output, ["pass", "core", ">instructions", ">cycles", ">IPC", ">CPI"], rows.SelectMany(PassRows));
        output.WriteLine();
        TextTable.Print(output, ["cycles spent on", ">cycles", ">CPI", ">%"], StackRows());
        output.WriteLine();
        TextTable.Print(output, ["count", ">number", ">per 1000 instructions"], Sum.Counters.Where(counter => counter.Value != 0).Select(counter => new[]
        {
            counter.Name, Number(counter.Value), Real(PerThousand * counter.Value / Math.Max(Sum.Instructions, 1)),
        }));
    }

    /// <summary>Writes a row for each core and pass, all counts among it.</summary>
    public void WriteCsv(TextWriter output)
    {
        string[] counters = [.. Sum.Counters.Select(counter => counter.Name)];
        string[] columns = ["core", "pass", "hart", "instructions", "cycles", .. Components.Select(name => "cycles_" + name.Replace('-', '_')), .. counters];
        output.WriteLine(string.Join(',', columns));
        for (int pass = 0; pass < rows.Count; pass++)
        {
            for (int hart = 0; hart < rows[pass].Count; hart++)
            {
                CoreMeasures m = rows[pass][hart];
                string[] cells = [core.Name, Number(pass), Number(hart), Number(m.Instructions), Number(m.Cycles), .. m.Stack.Select(Number), .. m.Counters.Select(counter => Number(counter.Value))];
                output.WriteLine(string.Join(',', cells));
            }
        }
    }

    /// <summary>The same for JSON.</summary>
    public object Facts() => new
    {
        Core = core.Name,
        Pipeline = EnumNames.Of(core.Pipeline),
        Frequency = core.Frequency.ToString(),
        Passes = rows.Count,
        Harts = rows.Count == 0 ? 0 : rows[0].Count,
        Sum.Instructions,
        Sum.Cycles,
        Ipc = Finite(Sum.Ipc),
        Cpi = Finite(Sum.Cpi),
        Stack = Components.Zip(Sum.Stack).ToDictionary(pair => pair.First.Replace('-', '_'), pair => pair.Second, StringComparer.Ordinal),
        Counters = Sum.Counters.ToDictionary(counter => counter.Name, counter => counter.Value, StringComparer.Ordinal),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;

    private static CoreMeasures Added(IReadOnlyList<CoreMeasures> all)
    {
        long[] stack = new long[CpiStack.Components];
        CoreMeasures sum = new(0, 0, stack, all.Count == 0 ? [] : [.. all[0].Counters.Select(counter => (counter.Name, 0L))]);
        return all.Aggregate(sum, (left, right) => new CoreMeasures(
            left.Instructions + right.Instructions,
            left.Cycles + right.Cycles,
            [.. left.Stack.Zip(right.Stack, (a, b) => a + b)],
            [.. left.Counters.Zip(right.Counters, (a, b) => (a.Name, a.Value + b.Value))]));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> PassRows(IReadOnlyList<CoreMeasures> pass, int index) => pass.Select((core, hart) => new[]
    {
        Number(index), Number(hart), Number(core.Instructions), Number(core.Cycles), Real(core.Ipc), Real(core.Cpi),
    });

    private IEnumerable<string[]> StackRows()
    {
        double instructions = Math.Max(Sum.Instructions, 1);
        double cycles = Math.Max(Sum.Cycles, 1);
        for (int i = 0; i < Components.Length; i++)
        {
            if (Sum.Stack[i] != 0)
            {
                yield return [Components[i], Number(Sum.Stack[i]), Real(Sum.Stack[i] / instructions), (100 * Sum.Stack[i] / cycles).ToString("0.0", CultureInfo.InvariantCulture)];
            }
        }

        yield return ["total", Number(Sum.Stack.Sum()), Real(Sum.Stack.Sum() / instructions), (100 * Sum.Stack.Sum() / cycles).ToString("0.0", CultureInfo.InvariantCulture)];
    }
}
