using System.CommandLine;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary>The core that hot sections are run on.</summary>
internal sealed class CoreChoice
{
    private readonly Option<string?> _core = new("--core") { Description = "The core. Default: the default of every key.", HelpName = "NAME" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command) => command.Add(_core);

    /// <summary>Reads them.</summary>
    /// <exception cref="InputException">There is no such core.</exception>
    public (CoreConfiguration Core, PluginRegistry Parts) Read(ParseResult parsed)
    {
        string name = parsed.GetValue(_core) ?? "default";
        CoreConfiguration core = new() { Name = name };
        return (name == "bimodal" ? core with { Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } } : core, new PluginRegistry([typeof(CoreModel).Assembly]));
    }
}
