using System.Collections.Generic;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Scheduling;

/// <summary>A host of 32 pCPUs with 100 interactive vCPUs: how much faster than real time.</summary>
internal sealed class InteractiveHost : IQuickBenchmark
{
    public string Name => "sched-interactive-host";

    public IEnumerable<QuickRow> Run()
    {
        const int Seconds = 600;
        double cost = Cost.CpuSeconds(3, () => Simulate(Seconds));
        yield return new QuickRow(Name, Seconds / cost, "simulated s/s", "", double.NaN, Text.Of($"{Simulate(Seconds)} decisions in {Seconds} s"));
    }

    public TinyCheck Tiny() => new(Text.Of($"{Simulate(1) > 500}"), "True");

    private static long Simulate(int seconds)
    {
        ScheduledHost host = new(new Eevdf(new EevdfOptions()), 32, 50, 2, new InteractiveOptions());
        host.Simulation.RunUntil(SimTime.FromSeconds(seconds));
        return host.Host.Picks;
    }
}
