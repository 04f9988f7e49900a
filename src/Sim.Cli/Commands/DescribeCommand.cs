using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary><c>sim describe</c>: what is known of one name.</summary>
internal static class DescribeCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string> name = new("NAME") { Description = "A part, catalogue entry, metric, table or key, as sim list names it." };
        Option<string[]> plugins = new("--plugin") { Description = "Assembly with parts of your own.", HelpName = "DLL" };
        Command command = new("describe", "Tell all of one part, catalogue entry, metric, table or key: options, units, defaults, source.") { name, plugins };
        command.SetAction(parsed => Guard.Run(_ => Print(new Inventory(parsed.GetValue(plugins)), parsed.GetValue(name)!)));
        return command;
    }

    private static int Print(Inventory inventory, string name)
    {
        (InventoryKind Kind, InventoryEntry Entry)[] found =
            [.. inventory.Kinds.SelectMany(kind => kind.Entries.Where(entry => entry.Name == name).Select(entry => (kind, entry)))];
        if (found.Length == 0 && inventory.Kinds.FirstOrDefault(kind => kind.Name == name) is { } whole)
        {
            found = [.. whole.Entries.Select(entry => (whole, entry))];
        }

        if (found.Length == 0)
        {
            IEnumerable<string> names = inventory.Kinds.SelectMany(kind => kind.Entries).Select(entry => entry.Name);
            string hint = Edits.Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'?" : "sim list names all there is";
            throw new InputException($"describe: '{name}' is unknown; {hint}");
        }

        foreach ((InventoryKind kind, InventoryEntry entry) in found)
        {
            Console.Out.WriteLine($"{entry.Name} ({kind.Name}){(entry.Unit.Length > 0 ? ", " + entry.Unit : "")}: {entry.Summary}");
            Console.Out.Write(entry.Details);
        }

        return ExitCode.Fine;
    }
}
