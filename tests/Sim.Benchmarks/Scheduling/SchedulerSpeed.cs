using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Scheduling;

/// <summary>Scheduling events a second with 64 pCPUs and 400 vCPUs, what they allocate, and how their cost grows with the vCPUs.</summary>
internal sealed class SchedulerSpeed(string name, Func<IVcpuScheduler> make) : IQuickBenchmark
{
    private const int Pcpus = 64;
    private const long Picks = 2_000_000;
    private const int Rounds = 3;

    public string Name => name;

    public IEnumerable<QuickRow> Run()
    {
        ScheduledHost host = ScheduledHost.Busy(make(), Pcpus, 400);
        (double cost, double bare) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            long done = 0;
            double seconds = Cost.CpuSeconds(() => done = host.Run(Picks));
            cost = Math.Min(cost, seconds / done);
            bare = Math.Min(bare, Cost.CpuSeconds(() => BareEvents(Pcpus + 400, Picks)) / Picks);
        }

        string checksum = Text.Of($"{host.Host.Picks} decisions by {host.Simulation.Now}");
        yield return new QuickRow(name, 1 / cost, "scheduling events/s", "bare-kernel-events", 1 / bare, checksum);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long picks = host.Run(Picks);
        yield return new QuickRow(
            name + "-allocated", (double)(GC.GetAllocatedBytesForCurrentThread() - before) / picks, "B/event", "", double.NaN, Text.Of($"{picks} decisions"));
        double least = double.NaN;
        foreach (int vcpus in (int[])[100, 1_000, 10_000])
        {
            double each = CostOf(vcpus);
            least = double.IsNaN(least) ? each : least;
            yield return new QuickRow(Text.Of($"{name}-{vcpus}-vcpus"), each * 1e9, "ns/event", "100 vCPUs", least * 1e9, "");
        }
    }

    public TinyCheck Tiny()
    {
        CpuHost host = ScheduledHost.Busy(make(), 4, 24).Host;
        string ran = Text.Of($"{Enumerable.Range(0, host.Vcpus).Sum(vcpu => host.MeasuresOf(vcpu).In(VcpuState.Running).Nanoseconds)} ns");
        string busy = Text.Of($"{Enumerable.Range(0, host.Pcpus).Sum(pcpu => host.BusyOf(pcpu).Nanoseconds)} ns");
        return new TinyCheck(ran, busy);
    }

    private double CostOf(int vcpus)
    {
        ScheduledHost host = ScheduledHost.Busy(make(), Pcpus, vcpus);
        host.Run(Picks / 4);
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long done = 0;
            double seconds = Cost.CpuSeconds(() => done = host.Run(Picks / 2));
            best = Math.Min(best, seconds / done);
        }

        return best;
    }

    // As many kernel events, pending at once as there are timers of the host, that do nothing but follow themselves.
    private static void BareEvents(int pending, long events)
    {
        Simulation simulation = new();
        Follower follower = new(events);
        for (int i = 0; i < pending; i++)
        {
            simulation.ScheduleAfter(new Duration(i), follower, 0);
        }

        simulation.Run();
    }

    private sealed class Follower(long events) : IEventHandler
    {
        private readonly RandomStream _draw = new RandomStreams(1)["bare"];
        private long _left = events;

        public void Handle(Simulation simulation, int operation, long payload)
        {
            if (--_left > 0)
            {
                simulation.ScheduleAfter(new Duration((long)_draw.NextExponential(1e6)), this, 0);
            }
        }
    }
}
