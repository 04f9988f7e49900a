using System.CommandLine;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary>Options of the core whose timing a command follows.</summary>
internal sealed class CoreModelOptions
{
    private const string InOrder = "inorder";
    private const string OutOfOrder = "ooo";

    private readonly Option<string?> _core = new("--core") { Description = "Time the program on this core: a name of sim core list, or a file of your own (FILE, or FILE#NAME of a catalogue).", HelpName = "NAME|FILE" };
    private readonly Option<string?> _timing = new("--timing") { Description = "Pipeline: inorder or ooo. Default: the core's own; without --core it also picks the core.", HelpName = "KIND" };
    private readonly Option<string[]> _sets = new("--set") { Description = "Change one key of the core: --set memory.l1d.latency=3 (sim list core-keys). May be repeated.", HelpName = "KEY=VALUE" };
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with predictors, replacement policies or prefetchers of your own.", HelpName = "DLL" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_core, _timing, _sets, _plugins])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the command line asks for timing.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_core) is not null || parsed.GetValue(_timing) is not null;

    /// <summary>The core and the parts that it may name; null where no timing is asked for.</summary>
    /// <exception cref="InputException">The core is unknown or has faults; carries all of them.</exception>
    public (CoreConfiguration Core, PluginRegistry Parts)? Read(ParseResult parsed)
    {
        if (AreGiven(parsed))
        {
            return Read(parsed, CoreCatalogue.Default(PipelineKind.OutOfOrder));
        }

        string? alone = parsed.GetValue(_sets) is { Length: > 0 } ? _sets.Name : parsed.GetValue(_plugins) is { Length: > 0 } ? _plugins.Name : null;
        return alone is null ? null : throw new InputException($"{alone} is about a core's timing; give --core or --timing too");
    }

    /// <summary>The same for a command that always times.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="standard">The core to take where neither --core nor --timing is given.</param>
    public (CoreConfiguration Core, PluginRegistry Parts) Read(ParseResult parsed, string standard)
    {
        PipelineKind? pipeline = Pipeline(parsed.GetValue(_timing));
        PluginRegistry parts = Parts.Load(parsed.GetValue(_plugins));
        string name = parsed.GetValue(_core) ?? (pipeline is { } kind ? CoreCatalogue.Default(kind) : standard);
        CoreConfiguration core = CoreCatalogue.Get(name, parts, parsed.GetValue(_sets));
        return (pipeline is { } wanted ? core with { Pipeline = wanted } : core, parts);
    }

    private static PipelineKind? Pipeline(string? word) => word switch
    {
        null => null,
        InOrder => PipelineKind.InOrder,
        OutOfOrder => PipelineKind.OutOfOrder,
        _ => throw new InputException($"--timing: '{word}' given; must be {InOrder} or {OutOfOrder}"),
    };
}
