using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary><c>sim list</c>: everything that can be named in a scenario.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string?> kind = new("KIND") { Description = "What to list; every kind when left out.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> plugins = new("--plugin") { Description = "Assembly with parts of your own.", HelpName = "DLL" };
        Command command = new("list", "List what a scenario can name: parts, catalogues, metrics, tables, keys.") { kind, plugins };
        command.SetAction(parsed => Guard.Run(_ => Print(new Inventory(parsed.GetValue(plugins)), parsed.GetValue(kind))));
        return command;
    }

    private static int Print(Inventory inventory, string? kind)
    {
        if (kind is null)
        {
            TextTable.Print(Console.Out, ["kind", ">entries", "what"], inventory.Kinds.Select(k => new[] { k.Name, Numbers.Text(k.Entries.Count), k.Summary }));
            Console.Out.WriteLine("sim list KIND lists one; sim describe NAME tells more of an entry.");
            return ExitCode.Fine;
        }

        InventoryKind? wanted = inventory.Kinds.FirstOrDefault(k => k.Name == kind);
        if (wanted is null)
        {
            string[] names = [.. inventory.Kinds.Select(k => k.Name)];
            string hint = Edits.Nearest(kind, names) is { } nearest ? $"did you mean '{nearest}'?" : "there are " + string.Join(", ", names);
            throw new InputException($"list: '{kind}' is no kind; {hint}");
        }

        IEnumerable<string[]> rows = wanted.Entries.Select(entry => new[] { entry.Name, entry.Unit, entry.Summary });
        bool units = wanted.Entries.Any(entry => entry.Unit.Length > 0);
        TextTable.Print(Console.Out, units ? ["name", "unit", "what"] : ["name", "what"], units ? rows : rows.Select(row => new[] { row[0], row[2] }));
        return ExitCode.Fine;
    }
}
