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
    /// <summary>The format whose columns a scenario maps.</summary>
    public const string Csv = "csv";

    /// <summary>Reads one trace.</summary>
    /// <exception cref="InputException">The trace's faults, or those of the format's name or options.</exception>
    public static Traces.Workload Load(TraceSource source, PluginRegistry parts, RunOptions options)
    {
        List<InputError> faults = [];
        object? formatOptions = Options(source, parts, faults);
        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }

        return TraceReader.Read(source.Path.Full, new TraceOptions
        {
            Format = FormatOf(source),
            Lenient = source.Lenient,
            Interval = source.Interval ?? default,
            CsvMapping = formatOptions as CsvMapping,
            FormatOptions = formatOptions,
            Formats = parts,
            Cancellation = options.Cancellation,
            Progress = bytes => options.Progress?.Invoke(new RunProgress(RunProgress.Reading, bytes, 0)),
        });
    }

    /// <summary>What the scenario says of the format, as the format wants it; null where it says nothing, or after adding to the faults.</summary>
    public static object? Options(TraceSource source, PluginRegistry parts, ICollection<InputError> faults)
    {
        if (FormatOf(source) is not { } format)
        {
            return null;
        }

        Plugin? part = parts.Find(TraceReader.Kind, format);
        if (part is null)
        {
            faults.Add(source.Format!.Unknown([.. parts.OfKind(TraceReader.Kind).Select(known => known.Name)]));
            return null;
        }

        return (format == Csv && !source.Columns.IsEmpty ? source.Columns : source.Options).Bind(part.OptionsType, faults);
    }

    private static string? FormatOf(TraceSource source) => source.Format?.Name ?? (source.Columns.IsEmpty ? null : Csv);
}
