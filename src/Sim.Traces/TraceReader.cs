using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces.Formats;
using Sim.Traces.Input;

namespace Sim.Traces;

/// <summary>Reads a trace of any format into a workload.</summary>
public static class TraceReader
{
    /// <summary>The kind under which readers are registered.</summary>
    public const string Kind = "traces";

    private static readonly PluginRegistry Own = new([typeof(TraceReader).Assembly]);

    /// <summary>Reads a file, a folder, or a folder packed as <c>.tar.gz</c> or <c>.zip</c>; <c>.gz</c> files are unpacked on the way.</summary>
    /// <param name="path">What to read.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="InputException">All faults of the trace, the first <see cref="FaultList.Listed"/> in full.</exception>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static Workload Read(string path, TraceOptions? options = null)
    {
        options ??= new TraceOptions();
        TraceInput input = TraceInput.At(path);
        Plugin plugin = options.Format is null ? Detect(input, options) : Named(options);
        TraceReading reading = new(input, options);
        Reader(plugin, options).Read(reading);
        return reading.Complete(plugin.Name);
    }

    /// <summary>The name of the format that a trace is in.</summary>
    /// <exception cref="InputException">There is no trace, or it is of no known format.</exception>
    public static string Detect(string path) => Detect(TraceInput.At(path), new TraceOptions()).Name;

    private static IReadOnlyCollection<Plugin> Formats(TraceOptions options) => (options.Formats ?? Own).OfKind(Kind);

    private static ITraceReader Reader(Plugin plugin, TraceOptions options) =>
        (ITraceReader)plugin.Create(plugin.OptionsType == typeof(CsvMapping) ? options.CsvMapping : options.FormatOptions);

    private static Plugin Named(TraceOptions options)
    {
        IReadOnlyCollection<Plugin> formats = Formats(options);
        string name = options.Format!;
        return formats.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal))
            ?? throw new InputException(Unknown(name, [.. formats.Select(format => format.Name)]));
    }

    private static string Unknown(string name, string[] known)
    {
        string? nearest = Edits.Nearest(name, known);
        string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return $"found trace format '{name}'; expected one of {string.Join(", ", known)}{hint}";
    }

    private static Plugin Detect(TraceInput input, TraceOptions options)
    {
        TraceProbe probe = TraceProbe.Of(input);
        (Plugin? Format, int Sureness) best = (null, 0);
        foreach (Plugin format in Formats(options))
        {
            int sureness = ((ITraceReader)format.Create()).Recognises(probe);
            best = sureness > best.Sureness ? (format, sureness) : best;
        }

        return best.Format ?? throw new InputException(new InputError(input.Path, 0, 0, NotRecognised(probe, options)));
    }

    private static string NotRecognised(TraceProbe probe, TraceOptions options)
    {
        string found = probe.Lines.Count == 0 ? "no data" : FaultList.Quote(System.Text.Encoding.UTF8.GetBytes(probe.FirstLine));
        return $"found {found}; expected a trace of format {string.Join(", ", Formats(options).Select(format => format.Name))}";
    }
}
