using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces.Input;

namespace Sim.Traces.Scheduling;

/// <summary>Reads a scheduling trace of any format.</summary>
public static class SchedulingTraceReader
{
    /// <summary>The kind under which readers are registered.</summary>
    public const string Kind = "scheduling-traces";

    private static readonly PluginRegistry Own = new([typeof(SchedulingTraceReader).Assembly]);

    /// <summary>Reads a file by itself, or packed as <c>.gz</c>, or the one file of an archive.</summary>
    /// <param name="path">What to read.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="InputException">All faults of the trace, the first <see cref="FaultList.Listed"/> in full.</exception>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static SchedulingTrace Read(string path, SchedulingTraceOptions? options = null)
    {
        options ??= new SchedulingTraceOptions();
        TraceInput input = TraceInput.At(path);
        Plugin plugin = options.Format is null
            ? Recognise(input, Formats(options.Formats)) ?? throw new InputException(NotRecognised(input, options))
            : Named(options);
        SchedulingReading reading = new(input, options);
        ((ISchedulingTraceReader)plugin.Create()).Read(reading);
        return reading.Complete(plugin.Name);
    }

    /// <summary>The name of the scheduling format that a trace is in; null where it is in none.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="formats">The formats to choose from; null for Sim's own.</param>
    /// <exception cref="InputException">There is no trace.</exception>
    public static string? Detect(string path, PluginRegistry? formats = null) =>
        Recognise(TraceInput.At(path), Formats(formats))?.Name;

    /// <summary>Whether a name is that of a scheduling format.</summary>
    public static bool IsFormat(string name, PluginRegistry? formats = null) => (formats ?? Own).Find(Kind, name) is not null;

    private static IReadOnlyCollection<Plugin> Formats(PluginRegistry? formats) => (formats ?? Own).OfKind(Kind);

    private static Plugin? Recognise(TraceInput input, IReadOnlyCollection<Plugin> formats)
    {
        TraceProbe probe = TraceProbe.Of(input);
        return formats
            .Select(format => (Format: format, Sureness: ((ISchedulingTraceReader)format.Create()).Recognises(probe)))
            .Where(candidate => candidate.Sureness > 0)
            .OrderByDescending(candidate => candidate.Sureness)
            .FirstOrDefault()
            .Format;
    }

    private static Plugin Named(SchedulingTraceOptions options)
    {
        string name = options.Format!;
        string[] known = [.. Formats(options.Formats).Select(format => format.Name)];
        string hint = Edits.Nearest(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return (options.Formats ?? Own).Find(Kind, name)
            ?? throw new InputException($"found scheduling-trace format '{name}'; expected one of {string.Join(", ", known)}{hint}");
    }

    private static InputError NotRecognised(TraceInput input, SchedulingTraceOptions options)
    {
        TraceProbe probe = TraceProbe.Of(input);
        string found = probe.Lines.Count == 0 ? "no data" : FaultList.Quote(System.Text.Encoding.UTF8.GetBytes(probe.FirstLine));
        string known = string.Join(", ", Formats(options.Formats).Select(format => format.Name));
        return new InputError(input.Path, 0, 0, $"found {found}; expected a scheduling trace of format {known}");
    }
}
