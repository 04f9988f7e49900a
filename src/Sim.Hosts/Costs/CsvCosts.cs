using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;

namespace Sim.Hosts.Costs;

/// <summary>Reads a cost table written as CSV: a row a line, the core in each.</summary>
internal static class CsvCosts
{
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        HasHeader = false,
        DetectSeparatorHint = false,
        SkipEmptyLines = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <summary>Reads all rows.</summary>
    public static void Read(Stream stream, CostTableBuilder builder)
    {
        using CsvReader csv = CsvReader.Create(stream, Options);
        try
        {
            if (csv.Read())
            {
                ReadRows(csv, builder);
            }
        }
        catch (CsvFormatException fault)
        {
            builder.Fault(fault.LineNumber, 0, fault.Message);
        }
    }

    private static void ReadRows(CsvReader csv, CostTableBuilder builder)
    {
        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim('\uFEFF', ' '))];
        while (csv.Read())
        {
            if (csv.FieldCount != header.Length)
            {
                builder.Fault(csv.LineNumber, 1, string.Create(
                    CultureInfo.InvariantCulture, $"{csv.FieldCount} columns; must be {header.Length}, as in the header (is the line cut off?)"));
                continue;
            }

            List<CostCell> cells = [];
            int column = 1;
            for (int i = 0; i < header.Length; i++)
            {
                string text = csv.GetString(i);
                cells.Add(new CostCell(header[i], text, csv.LineNumber, column));
                column += text.Length + 1;
            }

            builder.Add(cells, csv.LineNumber);
        }
    }
}
