using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using Sim.Hosts.Costs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Experiments.HotSections;

/// <summary>Writes cost tables as <see cref="CostTableReader"/> reads them.</summary>
internal static class CostTableWriter
{
    /// <summary>As CSV: RFC 4180 with LF line ends, the core in each row.</summary>
    public static string Csv(CostTable table)
    {
        using MemoryStream stream = new();
        using (CsvWriter csv = CsvWriter.Create(stream, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true))
        {
            Record(csv, CostColumn.Names);
            foreach (CostRow row in table.Rows)
            {
                Record(csv, [table.Core, Text(table.Frequency.Hertz), .. Cells(row).Select(cell => cell.Text)]);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>As YAML.</summary>
    public static string Yaml(CostTable table)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Emitter emitter = new(output, new EmitterSettings(2, int.MaxValue, false, int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        Pair(emitter, CostColumn.Core, table.Core);
        Pair(emitter, CostColumn.Frequency, Text(table.Frequency.Hertz));
        emitter.Emit(new Scalar("rows"));
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
        foreach (CostRow row in table.Rows)
        {
            emitter.Emit(new MappingStart());
            foreach ((string name, string text) in Cells(row))
            {
                Pair(emitter, name, text);
            }

            emitter.Emit(new MappingEnd());
        }

        emitter.Emit(new SequenceEnd());
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return output.ToString();
    }

    private static void Record(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }

    private static IEnumerable<(string Name, string Text)> Cells(CostRow row) =>
    [
        (CostColumn.Section, row.Section),
        (CostColumn.Mode, row.Mode),
        (CostColumn.Parameters, row.Parameters),
        .. CostColumn.Numbers.Select(column => (column.Name, Text(column.Of(row)))),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Pair(Emitter emitter, string key, string value)
    {
        emitter.Emit(new Scalar(key));
        emitter.Emit(value.Length == 0 ? new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.DoubleQuoted, true, true) : new Scalar(value));
    }
}
