using Sim.Kernel.Plugins;
using Sim.Traces.Scheduling;

namespace Sim.Hosts.Guests;

/// <summary>A behaviour that replays a scheduling trace. Whoever runs the scenario reads the file: guests touch none.</summary>
public interface ISchedulingReplay
{
    /// <summary>The trace's file; written under the key <c>path</c>.</summary>
    FilePath Path { get; }

    /// <summary>How it is to be read.</summary>
    SchedulingTraceOptions Reading { get; }

    /// <summary>Takes the trace, before any guest is put together.</summary>
    /// <returns>What is wrong with the key <c>task</c> for this trace, or null.</returns>
    string? Take(SchedulingTrace trace);
}
