using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Guests;

/// <summary>The guest's timer tick: 250 a second of 2 us each, so every 4 ms, unless a test says otherwise.</summary>
[TestFixture]
public sealed class GuestTickTests
{
    private const long Cost = 2000;

    private static readonly GuestOptions Tickless = new() { TickHz = 250, TickCost = new Duration(Cost) };
    private static readonly GuestOptions Periodic = Tickless with { Tickless = false };

    // Ticks at 4, 8, ..., 996 ms: the rest of the second is the thread's. Overhead = rate * cost = 0.05 %.
    [Test]
    public void A_busy_vcpu_does_the_work_of_every_tick()
    {
        CpuBench bench = Bench(Tickless);
        bench.Hog();
        VcpuMeasures vcpu = bench.Run(new Duration(999_999_999)).MeasuresOf(0);
        Assert.That(vcpu.Tick.Nanoseconds, Is.EqualTo(249 * Cost));
        Assert.That(vcpu.Work.Nanoseconds, Is.EqualTo(999_999_999 - (249 * Cost)));
        Assert.That(vcpu.In(VcpuState.Running).Nanoseconds, Is.EqualTo(999_999_999));
    }

    // Less the tick that is due as the run ends.
    [TestCase(100, 1000)]
    [TestCase(250, 2000)]
    [TestCase(1000, 5000)]
    public void The_overhead_is_rate_times_cost(int hz, long cost)
    {
        CpuBench bench = Bench(new GuestOptions { TickHz = hz, TickCost = new Duration(cost) });
        bench.Hog();
        VcpuMeasures vcpu = bench.Run(Duration.FromSeconds(10)).MeasuresOf(0);
        Assert.That(vcpu.Tick.Nanoseconds, Is.EqualTo((10 * hz * cost) - cost));
    }

    // A tick in a computation makes it longer by its cost: 10 ms from 0 are over at 10.004 ms, with ticks at 4 and 8.
    [Test]
    public void A_tick_delays_the_thread()
    {
        CpuBench bench = Bench(Tickless);
        bench.Periodic(Duration.FromMilliseconds(10), Duration.FromSeconds(10));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running).Nanoseconds, Is.EqualTo(10_000_000 + (2 * Cost)));
        Assert.That(host.GuestOf(0).Responses.Maximum.Nanoseconds, Is.EqualTo(10_000_000 + (2 * Cost)));
    }

    [Test]
    public void An_idle_tickless_vcpu_has_none()
    {
        CpuBench bench = Bench(Tickless);
        bench.Vm(new VcpuClaim(), _ => { });
        VcpuMeasures vcpu = bench.Run(Duration.FromSeconds(1)).MeasuresOf(0);
        Assert.That((vcpu.Wakeups, vcpu.In(VcpuState.Running)), Is.EqualTo((0, Duration.Zero)));
    }

    // At 1, 5, ..., 997 ms.
    [Test]
    public void A_periodic_tick_wakes_an_idle_vcpu()
    {
        CpuBench bench = Bench(Periodic);
        bench.TickPhase = Duration.FromMilliseconds(1);
        bench.Vm(new VcpuClaim { Vcpus = 2 }, _ => { });
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        for (int vcpu = 0; vcpu < 2; vcpu++)
        {
            Assert.That(host.MeasuresOf(vcpu).Wakeups, Is.EqualTo(250));
            Assert.That(host.MeasuresOf(vcpu).In(VcpuState.Running).Nanoseconds, Is.EqualTo(250 * Cost));
        }
    }

    // Works from 0 to 5 ms of every 20: ticks at 4 ms while it runs, and at 8, 12, 16 (idle) and 20 (as it wakes) where periodic.
    [TestCase(true, 1)]
    [TestCase(false, 5)]
    public void A_vcpu_that_sleeps_has_those_of_its_kind(bool tickless, int ticks)
    {
        CpuBench bench = Bench(Tickless with { Tickless = tickless });
        bench.Periodic(Duration.FromMilliseconds(5), Duration.FromMilliseconds(20));
        VcpuMeasures vcpu = bench.Run(new Duration(199_999_999)).MeasuresOf(0);
        Assert.That(vcpu.Tick.Nanoseconds, Is.EqualTo(10 * ticks * Cost));
        Assert.That(vcpu.Work, Is.EqualTo(Duration.FromMilliseconds(50)));
    }

    // Quanta of 30 ms in turn: 7 ticks in the first of each, then one for all that were missed and 7 more.
    [Test]
    public void Ticks_missed_while_waiting_for_a_pcpu_are_one()
    {
        CpuBench bench = Bench(Tickless);
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(new Duration(299_999_999));
        Assert.That(host.MeasuresOf(0).Tick.Nanoseconds, Is.EqualTo((7 + (4 * 8)) * Cost));
        Assert.That(host.MeasuresOf(1).Tick.Nanoseconds, Is.EqualTo((7 + (4 * 8)) * Cost));
    }

    // At half speed, which a busy SMT sibling without gain makes of it, a tick takes 4 us.
    [Test]
    public void A_slow_pcpu_takes_longer_for_a_tick()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), new CpuTopology(1, 1, 1, 2)) { Mechanics = CpuMechanics.Free with { SmtGain = 0 }, Guest = Tickless };
        bench.Hog();
        bench.Guest = new GuestOptions();
        bench.Hog();
        VcpuMeasures vcpu = bench.Run(new Duration(999_999_999)).MeasuresOf(0);
        Assert.That(vcpu.Tick.Nanoseconds, Is.EqualTo(249 * 2 * Cost));
    }

    [Test]
    public void A_VM_that_is_gone_has_none()
    {
        CpuBench bench = Bench(Periodic);
        bench.TickPhase = Duration.FromMilliseconds(1);
        bench.GuestEnd = SimTime.Zero + Duration.FromMilliseconds(500);
        bench.Vm(new VcpuClaim(), _ => { });
        Assert.That(bench.Run(Duration.FromSeconds(1)).MeasuresOf(0).Tick.Nanoseconds, Is.EqualTo(125 * Cost));
    }

    // The ticks at 4 and 8 ms lie in the spinning: no pause-loop exit counts them, and the lock is taken when it is free.
    [Test]
    public void A_spinning_thread_has_its_ticks()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2) { Guest = Tickless };
        LockContention behaviour = new(new LockContentionOptions { Work = new Duration(1), Held = Duration.FromMilliseconds(10), Spread = Spread.Constant });
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => behaviour.Build(guest, null));
        CpuHost host = bench.Run(new Duration(99_999_999));
        VcpuMeasures[] both = [host.MeasuresOf(0), host.MeasuresOf(1)];
        Assert.That(both.Select(vcpu => vcpu.Tick.Nanoseconds), Is.All.EqualTo(24 * Cost));
        Assert.That(both.Sum(vcpu => (vcpu.Work + vcpu.Spin + vcpu.Tick).Nanoseconds), Is.EqualTo(2 * 99_999_999L).Within(2));
    }

    [Test]
    public void Halt_polling_ends_with_a_tick()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1)
        {
            Guest = Periodic with { TickHz = 10_000 },
            Features = new CpuFeatures { HaltPolling = true },
        };
        bench.Vm(new VcpuClaim(), _ => { });
        VcpuMeasures vcpu = bench.Run(Duration.FromSeconds(1)).MeasuresOf(0);
        Assert.That(vcpu.Tick.Nanoseconds, Is.EqualTo(10_000 * Cost).Within(Cost));
        Assert.That(vcpu.Poll.Seconds, Is.EqualTo(0.98).Within(0.001), "98 us between two ticks are within the poll");
    }

    [Test]
    public void Ticks_allocate_nothing([Values] bool tickless)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2) { Guest = Tickless with { TickHz = 1000, Tickless = tickless } };
        Interactive behaviour = new(new InteractiveOptions());
        bench.Vm(new VcpuClaim { Vcpus = 4 }, guest => behaviour.Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(5));
        long ticks = host.MeasuresOf(0).Tick.Nanoseconds / Cost;
        long before = GC.GetAllocatedBytesForCurrentThread();
        bench.Simulation.RunUntil(bench.Simulation.Now + Duration.FromSeconds(20));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(host.MeasuresOf(0).Tick.Nanoseconds / Cost, Is.GreaterThan(ticks + 500));
        Assert.That(allocated, Is.LessThan(70_000), "a histogram may still double");
    }

    [Test]
    public void Random_mixes_keep_every_invariant([Range(1, 12)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["ticks"];
        CpuBench bench = new(new Credit(new CreditOptions()), new CpuTopology(1, 1, 2, 1 + (int)draw.NextInt(2)))
        {
            Mechanics = new CpuMechanics(),
            Features = new CpuFeatures { HaltPolling = draw.NextBool(0.5), PauseLoopExit = (PauseLoopExit)draw.NextInt(3) },
        };
        for (int vm = 0; vm < 6; vm++)
        {
            bench.Guest = new GuestOptions { TickHz = (int)draw.NextInt(3) * 500, TickCost = new Duration(1 + draw.NextInt(100_000)), Tickless = draw.NextBool(0.5) };
            bench.TickPhase = new Duration(draw.NextInt(10_000_000));
            LockContention behaviour = new(new LockContentionOptions { Wait = (WaitStyle)draw.NextInt(4), Work = Duration.FromMilliseconds(1) });
            int kind = (int)draw.NextInt(3);
            bench.Vm(new VcpuClaim { Vcpus = 1 + (int)draw.NextInt(3) }, guest =>
            {
                if (kind == 0)
                {
                    behaviour.Build(guest, null);
                }
                else if (kind == 1)
                {
                    guest.AddThread(0, new HogProgram());
                }
            });
        }

        bench.Run(Duration.FromSeconds(2), Duration.FromMilliseconds(300)); // checks the books
    }

    private static CpuBench Bench(GuestOptions guest) => new(new RoundRobin(new RoundRobinOptions()), 1) { Guest = guest };
}
