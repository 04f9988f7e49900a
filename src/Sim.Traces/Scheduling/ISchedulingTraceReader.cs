using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Scheduling;

/// <summary>Reads one format of scheduling traces: which task ran on which CPU, when it blocked, and when it was woken.</summary>
/// <remarks>
/// A reader names tasks and adds events to <see cref="SchedulingReading"/>, reports every fault there and goes on with the
/// next row. It keeps no state between two reads.
/// </remarks>
[PluginKind("scheduling-traces", "a format in which traces of an operating system's scheduler are read")]
public interface ISchedulingTraceReader
{
    /// <summary>How surely a trace is of this format: 0 no, 100 without doubt.</summary>
    int Recognises(TraceProbe probe);

    /// <summary>Reads the rows of a trace.</summary>
    /// <exception cref="InputException">The trace cannot be read at all.</exception>
    void Read(SchedulingReading reading);
}
