using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Traces;

/// <summary>Reads one format of traces.</summary>
/// <remarks>
/// A reader adds VMs and samples to <see cref="TraceReading.Builder"/>, reports every fault to
/// <see cref="TraceReading.Faults"/> and goes on with the next row. It keeps no state between two reads.
/// </remarks>
[PluginKind("traces", "a format in which workload traces are read")]
public interface ITraceReader
{
    /// <summary>How surely a trace is of this format: 0 no, 100 without doubt.</summary>
    int Recognises(TraceProbe probe);

    /// <summary>Reads a trace.</summary>
    /// <exception cref="InputException">The trace cannot be read at all.</exception>
    void Read(TraceReading reading);
}
