using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary><c>sim lint</c>: all faults of scenarios, nothing run.</summary>
internal static class LintCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string[]> files = new("SCENARIO") { Description = "Scenario files.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> plugins = new("--plugin") { Description = "Assembly with parts of your own.", HelpName = "DLL" };
        Command command = new("lint", "Print all faults of scenarios; run nothing.") { files, plugins };
        command.SetAction(parsed => Guard.Run(_ =>
        {
            PluginRegistry parts = Parts.Load(parsed.GetValue(plugins));
            InputError[] faults = [.. (parsed.GetValue(files) ?? []).SelectMany(file => Faults(file, parts))];
            foreach (InputError fault in faults)
            {
                Console.Out.WriteLine(fault);
            }

            return faults.Length == 0 ? ExitCode.Fine : ExitCode.BadInput;
        }));
        return command;
    }

    private static IReadOnlyList<InputError> Faults(string file, PluginRegistry parts)
    {
        IReadOnlyList<InputError> faults = ScenarioFile.Lint(file, catalogues: CoreCatalogue.Catalogues);
        return faults.Count > 0 ? faults : ScenarioChecks.Faults(ScenarioFile.Load(file, catalogues: CoreCatalogue.Catalogues), parts);
    }
}
