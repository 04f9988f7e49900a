using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;
using Sim.Experiments.Validation;

namespace Sim.Cli.Commands;

/// <summary>CSV, a row as soon as its case is decided; notes are for people and left out.</summary>
internal sealed class CsvValidationPrinter : IValidationPrinter
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n" };

    private readonly TextWriter _output;

    /// <summary>Begins with the headers.</summary>
    public CsvValidationPrinter(TextWriter output)
    {
        _output = output;
        Write([.. ValidationTable.Schema.Columns.Select(column => column.Name)]);
    }

    public void Print(ValidationCase found) => Write([.. ValidationCells.Of(found)]);

    public void Print(IEnumerable<string> notes)
    {
        // A row must have the columns of its header.
    }

    public void End()
    {
        // Each row was printed whole.
    }

    private void Write(ReadOnlySpan<string> cells)
    {
        using (CsvWriter csv = CsvWriter.Create(_output, Options, leaveOpen: true))
        {
            csv.WriteRecord(cells);
        }

        _output.Flush();
    }
}
