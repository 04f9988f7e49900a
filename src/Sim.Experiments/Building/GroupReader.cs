using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>Reads or generates the series of every entry of a scenario's workload.</summary>
internal static class GroupReader
{
    /// <summary>The groups in the scenario's order.</summary>
    /// <exception cref="InputException">The faults of all the traces.</exception>
    public static VmGroup[] Read(Scenario scenario, RunOptions options)
    {
        List<VmGroup> groups = [];
        List<InputError> faults = [];
        int first = 0;
        foreach (Scenarios.Workload workload in scenario.Workload)
        {
            try
            {
                Traces.Workload trace = Load(workload, options.Seed ?? scenario.Seed, options);
                int count = Math.Min(trace.VmCount, workload.Vms.Take ?? int.MaxValue);
                string prefix = scenario.Workload.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"w{groups.Count + 1}/") : "";
                bool isFlat = workload.Trace is null && workload.Synthetic is null;
                groups.Add(new VmGroup(trace, workload.Vms, first, count, prefix, isFlat));
                first += count;
            }
            catch (InputException fault)
            {
                // The other traces may have faults too: a user wants to hear of all of them at once.
                faults.AddRange(fault.Errors);
            }
        }

        return faults.Count == 0 ? [.. groups] : throw new InputException(faults);
    }

    private static Traces.Workload Load(Scenarios.Workload workload, long seed, RunOptions options) => workload switch
    {
        { Trace: { } source } => TraceLoader.Load(source, options.Parts, options),
        { Synthetic: { } synthetic } => SyntheticLoader.Load(synthetic, seed, options),
        _ => FlatWorkload.Of(workload.Vms.Count),
    };
}
