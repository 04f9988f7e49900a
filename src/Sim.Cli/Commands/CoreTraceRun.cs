using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Traces;
using Sim.CoreEmulator.Timing.Views;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary>Times a trace of instructions on a core, and prints what came of it.</summary>
internal static class CoreTraceRun
{
    private const double Thousand = 1000;

    /// <summary>Runs a trace. What was timed before a fault in it is printed; then the fault is thrown.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="core">The core, and where its parts are found.</param>
    /// <param name="options">How much of it.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="token">Ends it early.</param>
    /// <exception cref="Kernel.InputException">It is no trace, or damaged.</exception>
    public static int Run(string path, (CoreConfiguration Core, PluginRegistry Parts) core, TraceRunOptions options, TextWriter output, CancellationToken token)
    {
        using InstructionTraceFile file = InstructionTraceFile.Open(path);
        TraceRun run = new(core.Core, core.Parts, file.Source) { Cancelled = () => token.IsCancellationRequested };
        TraceResult result = run.Run(options);
        token.ThrowIfCancellationRequested();
        Print(output, core.Core, file.Format, result);
        return result.Fault is null ? ExitCode.Fine : throw result.Fault;
    }

    private static void Print(TextWriter output, CoreConfiguration core, TraceFormat format, TraceResult result)
    {
        CoreMeasures all = result.Measures;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{core.Name} {format} trace: {all.Instructions} instructions, {all.Cycles} cycles, {result.WarmedUp} before to warm up"));
        if (all.Instructions == 0)
        {
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"IPC {all.Ipc:F4}, CPI {all.Cpi:F4}"));
        output.WriteLine();
        TextTable.Print(output, ["cycles on", ">cycles", ">CPI", ">share"], Stack(all));
        output.WriteLine();
        TextTable.Print(output, ["counter", ">value", ">per 1000"], all.Counters.Select(counter => (IReadOnlyList<string>)
            [counter.Name, Whole(counter.Value), Real(Thousand * counter.Value / all.Instructions)]));
        if (result.Intervals.Count > 0)
        {
            output.WriteLine();
            Intervals(output, result.Intervals);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Stack(CoreMeasures all)
    {
        for (int n = 0; n < all.Stack.Count; n++)
        {
            if (all.Stack[n] != 0)
            {
                double share = 100.0 * all.Stack[n] / all.Cycles;
                yield return [InstructionText.Words(((CpiComponent)n).ToString()), Whole(all.Stack[n]), Real((double)all.Stack[n] / all.Instructions), string.Create(CultureInfo.InvariantCulture, $"{share:F1} %")];
            }
        }
    }

    // Cycles and mispredictions that the rows differ by are what users of ChampSim ask for.
    private static void Intervals(TextWriter output, IReadOnlyList<CoreMeasures> intervals)
    {
        string[] missed = [.. intervals[0].Counters.Select(counter => counter.Name).Where(name => name.Contains("mispredict", StringComparison.Ordinal) || name.EndsWith("_misses", StringComparison.Ordinal))];
        long end = 0;
        List<IReadOnlyList<string>> rows = [];
        foreach (CoreMeasures row in intervals)
        {
            end += row.Instructions;
            rows.Add([Whole(end), Whole(row.Cycles), Real(row.Ipc), .. missed.Select(name => Whole(row[name]))]);
        }

        TextTable.Print(output, [">up to", ">cycles", ">IPC", .. missed.Select(name => ">" + name)], rows);
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
