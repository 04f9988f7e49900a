using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Experiments.Building;

/// <summary>Generates the workload that a scenario asks for instead of a trace.</summary>
internal static class SyntheticLoader
{
    public static Traces.Workload Load(PartReference reference, long seed, PluginRegistry parts) => throw new InvariantException("x" + seed + reference + parts);
}
