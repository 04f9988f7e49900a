using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace Sim.Cli.Terminal;

/// <summary>Tables for people: bordered on a terminal, aligned plain text when redirected.</summary>
internal static class TextTable
{
    /// <summary>Prints rows under headers; a header that begins with <c>&gt;</c> is aligned to the right.</summary>
    public static void Print(TextWriter output, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new() { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (string header in headers)
        {
            TableColumn column = new(new Text(header.TrimStart('>'), new Style(decoration: Decoration.Bold))) { NoWrap = true };
            column.Alignment = header.StartsWith('>') ? Justify.Right : Justify.Left;
            table.AddColumn(column);
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        table.Columns[^1].NoWrap = false;
        // Redirected tables are for scripts and diffs: no blanks at the ends of lines.
        using StringWriter plain = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected || NoColor ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = NoColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(Console.IsOutputRedirected ? plain : output),
        });
        console.Profile.Width = Console.IsOutputRedirected ? 10_000 : console.Profile.Width;
        console.Write(table);
        foreach (string line in plain.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    private static bool NoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
