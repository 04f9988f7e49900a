using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim core bench</c>: hot sections on a core, for people: cycles and what they were spent on.</summary>
internal sealed class CoreBenchCommand
{
    private const int MainParts = 3;
    private readonly Argument<string[]> _sections = new("SECTION") { Description = "Hot sections; all when left out.", Arity = ArgumentArity.ZeroOrMore };
    private readonly CoreModelOptions _core = new();

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreBenchCommand bench = new();
        Command command = new("bench", "Run hot sections on a core and print cycles, CPI and what the cycles were spent on.") { bench._sections };
        bench._core.AddTo(command);
        command.SetAction(parsed => Guard.Run(token => bench.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        (CoreConfiguration core, PluginRegistry parts) = _core.Read(parsed, CoreCatalogue.Default(PipelineKind.OutOfOrder));
        CalibrationOptions options = new()
        {
            Sections = parsed.GetValue(_sections) ?? [],
            Threads = Environment.ProcessorCount,
            Cancelled = () => token.IsCancellationRequested,
        };
        TextTable.Print(
            Console.Out,
            ["section", "mode", "parameters", ">cycles", ">+-", ">instructions", ">CPI", ">L1D misses", ">LLC misses", ">TLB misses", "mostly"],
            Calibration.Measure(core, parts, options).Select(found => Row(found.Measure, found.Measure.ToRow(found.Empty))));
        CoreLeftOut.Tell(core, options.Sections);
        return ExitCode.Fine;
    }

    private static string[] Row(SectionMeasure measure, CostRow row) =>
    [
        row.Section,
        row.Mode,
        row.Parameters,
        Text(row.CyclesMean),
        Text(row.Confidence),
        Text(row.Instructions),
        row.Instructions > 0 ? (row.CyclesMean / row.Instructions).ToString("0.00", CultureInfo.InvariantCulture) : "",
        Text(row.L1DMisses),
        Text(row.LlcMisses),
        Text(row.DtlbMisses),
        string.Join(", ", Parts(measure)),
    ];

    private static IEnumerable<string> Parts(SectionMeasure measure) => measure.Shares()
        .Take(MainParts)
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Component} {100 * part.Share:0} %"));

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
