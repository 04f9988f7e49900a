using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>A core, changed so that one feature shows at a time, and what is probed on it.</summary>
/// <param name="Core">The core.</param>
/// <param name="Probes">The probes, all in one run of the program.</param>
internal sealed record MicroBench(CoreConfiguration Core, IReadOnlyList<MicroProbe> Probes)
{
    /// <summary>What the probes find, measure after measure.</summary>
    public IEnumerable<double> Run(PluginRegistry parts)
    {
        if (Probes.Count == 0)
        {
            yield break;
        }

        IReadOnlyList<CoreMeasures> found = MicroRun.Of(Core, parts, [.. Probes.SelectMany(probe => probe.Requests)]);
        int done = 0;
        foreach (MicroProbe probe in Probes)
        {
            foreach (double value in probe.Find([.. found.Skip(done).Take(probe.Requests.Count)]))
            {
                yield return value;
            }

            done += probe.Requests.Count;
        }
    }
}
