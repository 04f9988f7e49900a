using System.Collections.Generic;
using Sim.Kernel;
using Sim.Scenarios.Binding;
using Sim.Traces.Synthesis;

namespace Sim.Experiments.Building;

/// <summary>Generates the workload that a scenario asks for instead of a trace.</summary>
internal static class SyntheticLoader
{
    /// <summary>Generates one; without a seed of its own it takes the scenario's.</summary>
    public static Traces.Workload Load(PartOptions synthetic, long seed, RunOptions options)
    {
        List<InputError> faults = [];
        TraceGeneratorOptions? bound = Options(synthetic, faults);
        if (bound is null)
        {
            throw new InputException(faults);
        }

        return TraceGenerator.Generate(synthetic.Has("seed") ? bound : bound with { Seed = seed }, null, options.Cancellation);
    }

    /// <summary>What the scenario says of the workload; null after adding to the faults.</summary>
    public static TraceGeneratorOptions? Options(PartOptions synthetic, ICollection<InputError> faults) =>
        (TraceGeneratorOptions?)synthetic.Bind(typeof(TraceGeneratorOptions), faults);
}
