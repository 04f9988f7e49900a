using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces.Writers;

namespace Sim.Traces;

/// <summary>Writes workloads in one format. Keeps no state between two writes.</summary>
[PluginKind("trace-writers", "a format in which workload traces are written")]
public interface ITraceWriter
{
    /// <summary>Whether a trace is one file; else it is a folder of files.</summary>
    bool WritesOneFile { get; }

    /// <summary>Writes a workload.</summary>
    /// <exception cref="InputException">The format cannot hold it.</exception>
    void Write(Workload workload, ITraceOutput output);
}
