using System;
using Sim.Hosts.Interval;

namespace Sim.Benchmarks;

/// <summary>The demand of issue 2's benchmark: 0.05 + 0.5 ((7919 v + 104729 i) mod 1000) / 1000 of the VM's speed.</summary>
internal sealed class FormulaDemand : IDemandSource
{
    public void Read(int vm, long firstStep, Span<double> into)
    {
        long phase = ((7919L * vm) + (104729L * firstStep)) % 1000;
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = 0.05 + (0.5 * phase / 1000);
            phase += 729;
            phase -= phase >= 1000 ? 1000 : 0;
        }
    }

    public static double At(int vm, int step) => 0.05 + (0.5 * (((7919L * vm) + (104729L * step)) % 1000) / 1000);
}
