using System;
using System.Globalization;
using Sim.Kernel.Random;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>Deals out VM types to the series of a trace.</summary>
internal static class TypeAssignment
{
    /// <summary>For each VM of a group the index of its type, or -1 where the scenario names no types.</summary>
    public static int[] Of(VmGroup group, int index, RandomStreams streams)
    {
        int types = group.Selection.Types.Count;
        int[] assigned = new int[group.Count];
        if (types == 0)
        {
            Array.Fill(assigned, -1);
            return assigned;
        }

        // Blocks as CloudSim deals them: ceil(n / types) each, the last block taking what is left.
        int block = (group.Count + types - 1) / types;
        for (int i = 0; i < assigned.Length; i++)
        {
            assigned[i] = group.Selection.Assign == Assignment.Cycle ? i % types : i / block;
        }

        if (group.Selection.Assign == Assignment.Shuffle)
        {
            Shuffle(assigned, streams[string.Create(CultureInfo.InvariantCulture, $"workload-{index}/assign")]);
        }

        return assigned;
    }

    // Fisher and Yates; in the order that makes every permutation equally likely.
    private static void Shuffle(int[] values, RandomStream stream)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)stream.NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
