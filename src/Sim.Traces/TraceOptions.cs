using System;
using System.Collections.Generic;
using System.Threading;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Traces.Formats;

namespace Sim.Traces;

/// <summary>How a trace is to be read.</summary>
public sealed record TraceOptions
{
    /// <summary>The format's name; null to find out.</summary>
    public string? Format { get; init; }

    /// <summary>Whether faulty rows are left out and counted. Default: any fault stops the read.</summary>
    public bool Lenient { get; init; }

    /// <summary>The nominal interval; zero to take it from the trace, or the format's own where it has no times.</summary>
    public Duration Interval { get; init; }

    /// <summary>The counters wanted; null for those that the format gives by default.</summary>
    public IReadOnlyList<Counter>? Counters { get; init; }

    /// <summary>How the columns of a <c>csv</c> trace are to be understood; null to guess from its header.</summary>
    public CsvMapping? CsvMapping { get; init; }

    /// <summary>The options of another format that has some; null for their defaults.</summary>
    public object? FormatOptions { get; init; }

    /// <summary>Whether values that a float cannot hold are kept as doubles, at 8 B a sample. Default: no.</summary>
    public bool FullPrecision { get; init; }

    /// <summary>Whether <see cref="Workload.Inputs"/> gets the SHA-256 of what was read. Default: yes.</summary>
    public bool HashInputs { get; init; } = true;

    /// <summary>Told now and then how many bytes of text have been read so far; null for nobody.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>The formats to choose from; null for Sim's own.</summary>
    public PluginRegistry? Formats { get; init; }

    /// <summary>Ends the read with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
