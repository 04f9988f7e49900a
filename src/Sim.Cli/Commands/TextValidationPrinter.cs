using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Experiments.Validation;
using Sim.Kernel.Results;

namespace Sim.Cli.Commands;

/// <summary>A table for people, notes below it, and a last line that counts the verdicts.</summary>
internal sealed class TextValidationPrinter(TextWriter output) : IValidationPrinter
{
    private readonly List<ValidationCase> _cases = [];
    private readonly List<string> _notes = [];

    public void Print(ValidationCase found) => _cases.Add(found);

    public void Print(IEnumerable<string> notes) => _notes.AddRange(notes);

    public void End()
    {
        IReadOnlyList<Column> columns = ValidationTable.Schema.Columns;
        IEnumerable<string> headers = columns.Select(column => (column.Type == ColumnType.Real ? ">" : "") + column.Name);
        TextTable.Print(output, [.. headers], _cases.Select(found => ValidationTable.Cells(found).Zip(columns, Text).ToArray()));
        _notes.ForEach(output.WriteLine);
        output.WriteLine(string.Join(", ", ValidationTable.Count(_cases).Select(verdict => $"{Numbers.Text(verdict.Count)} {verdict.Word}")));
    }

    // Six digits tell theory from simulation, and three say how far off it is.
    private static string Text(object cell, Column column) => cell switch
    {
        double number when double.IsNaN(number) => "",
        double number => number.ToString(column.Unit == "%" ? "G3" : "G6", CultureInfo.InvariantCulture),
        _ => (string)cell,
    };
}
