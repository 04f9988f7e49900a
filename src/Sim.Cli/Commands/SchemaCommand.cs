using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Schema;

namespace Sim.Cli.Commands;

/// <summary><c>sim schema</c>: the JSON Schema of scenario files.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Command command = new("schema", "Print the JSON Schema of scenario files, for editors: sim schema > scenario.schema.json");
        command.SetAction(_ => Guard.Run(_ =>
        {
            PluginRegistry parts = Parts.Load();
            Console.Out.WriteLine(JsonSchema.OfScenario(kind => Names(parts, kind)));
            return ExitCode.Fine;
        }));
        return command;
    }

    private static IReadOnlyCollection<string> Names(PluginRegistry parts, string kind)
    {
        IReadOnlyList<string> entries = CatalogueSet.BuiltIn.Names(kind);
        return entries.Count > 0 ? entries : [.. parts.OfKind(kind).Select(part => part.Name)];
    }
}
