using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Scenarios.Binding;

namespace Sim.Cli.Commands;

/// <summary><c>sim core list</c>: the cores that programs can be timed on.</summary>
internal static class CoreListCommand
{
    private static readonly JsonSerializerOptions Plain = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        Option<bool> json = new("--json") { Description = "Print them as JSON." };
        Option<bool> events = new("--events") { Description = "List instead what programs can count on them: the events of mhpmevent3 to mhpmevent31." };
        Command command = new("list", "List the cores that programs can be timed on; sim describe NAME shows all of one.") { json, events };
        command.SetAction(parsed => Guard.Run(_ => parsed.GetValue(events) ? PrintEvents(parsed.GetValue(json)) : Print(parsed.GetValue(json))));
        return command;
    }

    private static int PrintEvents(bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(PerformanceEvents.All.Select(what => new { what.Code, what.Name, what.Counts, what.Help }), Plain));
            return ExitCode.Fine;
        }

        TextTable.Print(Console.Out, [">code", "event", "what", "sum of the counts"], PerformanceEvents.All.Select(what => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"0x{what.Code:x}"), what.Name, what.Help, string.Join(" + ", what.Counts),
        }));
        return ExitCode.Fine;
    }

    private static int Print(bool asJson)
    {
        CoreConfiguration[] cores = [.. CoreCatalogue.Names.Select(name => (CoreConfiguration)CoreCatalogue.Catalogues.Get("cores", name))];
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(cores.Select(Facts), Plain));
            return ExitCode.Fine;
        }

        string[] columns = ["core", "pipeline", ">width", ">window", ">clock", "l1i", "l1d", "l2", "llc", "what"];
        TextTable.Print(Console.Out, columns, cores.Select(Row));
        return ExitCode.Fine;
    }

    private static object Facts(CoreConfiguration core) => new
    {
        core.Name,
        Pipeline = EnumNames.Of(core.Pipeline),
        Width = Width(core),
        Window = Window(core),
        Frequency = core.Frequency.ToString(),
        L1i = Size(core.Memory.L1I),
        L1d = Size(core.Memory.L1D),
        L2 = Size(core.Memory.L2),
        Llc = Size(core.Memory.Llc),
        core.Summary,
        core.Source,
    };

    private static string[] Row(CoreConfiguration core) =>
    [
        core.Name,
        EnumNames.Of(core.Pipeline),
        Width(core).ToString(CultureInfo.InvariantCulture),
        Window(core).ToString(CultureInfo.InvariantCulture),
        core.Frequency.ToString(),
        .. new[] { core.Memory.L1I, core.Memory.L1D, core.Memory.L2, core.Memory.Llc }.Select(cache => Size(cache) ?? "-"),
        core.Summary,
    ];

    private static int Width(CoreConfiguration core) => core.Pipeline == PipelineKind.InOrder ? core.InOrder.Issue : core.OutOfOrder.Rename;

    private static int Window(CoreConfiguration core) => core.Pipeline == PipelineKind.InOrder ? core.InOrder.Scoreboard : core.OutOfOrder.Rob;

    private static string? Size(CacheConfiguration? cache) => cache?.Size.ToString();
}
