using System;
using System.Collections.Generic;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Hosts.Costs;

/// <summary>Reads a cost table written as YAML: the core, then <c>rows</c>, a mapping each with the names of the CSV's columns.</summary>
internal static class YamlCosts
{
    private const string Rows = "rows";

    /// <summary>Reads the document.</summary>
    public static void Read(string text, CostTableBuilder builder)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                ReadTop(parser, builder);
            }
        }
        catch (YamlException fault)
        {
            builder.Fault(fault.Start.Line, (int)fault.Start.Column, "not YAML of a cost table: " + fault.Message.Trim().TrimEnd('.'));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner (18.1) answers so, without a place, where a line inside { } begins left of its key.
            builder.Fault(0, 0, "not YAML of a cost table: a line inside { } or [ ] must be indented more than its key");
        }
    }

    private static void ReadTop(Parser parser, CostTableBuilder builder)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = parser.Consume<Scalar>();
            if (key.Value == Rows)
            {
                ReadRows(parser, builder);
                continue;
            }

            CostCell cell = Cell(key, parser.Consume<Scalar>());
            if (!builder.TakeCore(cell))
            {
                builder.Fault(key.Start.Line, (int)key.Start.Column, $"'{key.Value}' is no key of a cost table; it has {CostColumn.Core}, {CostColumn.Frequency}, {Rows}");
            }
        }
    }

    private static void ReadRows(Parser parser, CostTableBuilder builder)
    {
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            MappingStart start = parser.Consume<MappingStart>();
            List<CostCell> cells = [];
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                cells.Add(Cell(parser.Consume<Scalar>(), parser.Consume<Scalar>()));
            }

            builder.Add(cells, start.Start.Line);
        }
    }

    private static CostCell Cell(Scalar key, Scalar value) => new(key.Value, value.Value, value.Start.Line, (int)value.Start.Column);
}
