using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios;
using Sim.Traces;
using Sim.Traces.Formats;

namespace Sim.Experiments.Building;

/// <summary>Reads the traces that a scenario names, as its keys say.</summary>
internal static class TraceLoader
{
    private const string Csv = "csv";

    /// <summary>Reads one trace.</summary>
    /// <exception cref="InputException">The trace's faults, or those of the format's name or options.</exception>
    public static Traces.Workload Load(TraceSource source, PluginRegistry parts, RunOptions options)
    {
        string? format = source.Format?.Name ?? (source.Columns.IsEmpty ? null : Csv);
        object? formatOptions = FormatOptions(source, format, parts);
        return TraceReader.Read(source.Path.Full, new TraceOptions
        {
            Format = format,
            Lenient = source.Lenient,
            Interval = source.Interval ?? default,
            CsvMapping = formatOptions as CsvMapping,
            FormatOptions = formatOptions,
            Formats = parts,
            Cancellation = options.Cancellation,
        });
    }

    private static object? FormatOptions(TraceSource source, string? format, PluginRegistry parts)
    {
        if (format is null)
        {
            return null;
        }

        List<InputError> faults = [];
        Plugin? part = parts.Find(TraceReader.Kind, format);
        if (part is null)
        {
            throw new InputException(source.Format!.Unknown([.. parts.OfKind(TraceReader.Kind).Select(known => known.Name)]));
        }

        object? bound = (format == Csv && !source.Columns.IsEmpty ? source.Columns : source.Options).Bind(part.OptionsType, faults);
        return faults.Count == 0 ? bound : throw new InputException(faults);
    }
}
