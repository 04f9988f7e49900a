using System.Collections.Generic;
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

namespace Sim.Tests.Hosts.Cpu.Machine;

[TestFixture]
public sealed class CpuHostTests
{
    private static RoundRobin Policy(int quantumMs = 10) => new(new RoundRobinOptions { Quantum = Duration.FromMilliseconds(quantumMs) });

    [Test]
    public void Times_add_up_and_waiting_is_ready_time()
    {
        CpuBench bench = new(Policy(), 1);
        bench.Hog();
        bench.Periodic(Duration.FromMilliseconds(2), Duration.FromMilliseconds(40));
        CpuHost host = bench.Run(Duration.FromSeconds(4));
        VcpuMeasures sleeper = host.MeasuresOf(1);
        Assert.That(sleeper.In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(200)));
        Assert.That(sleeper.In(VcpuState.Blocked) + sleeper.In(VcpuState.Ready) + sleeper.In(VcpuState.Running), Is.EqualTo(Duration.FromSeconds(4)));
        Assert.That(sleeper.Steal, Is.EqualTo(sleeper.In(VcpuState.Ready)));
        Assert.That(sleeper.Wakeups, Is.EqualTo(100));
    }

    [Test]
    public void A_switch_costs_what_it_is_said_to()
    {
        CpuBench bench = new(Policy(), 1) { Mechanics = CpuMechanics.Free with { SwitchCost = Duration.FromNanoseconds(100_000) } };
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).Overhead, Is.EqualTo(Duration.FromNanoseconds(50 * 100_000)));
        Assert.That(host.MeasuresOf(0).Work, Is.EqualTo(Duration.FromNanoseconds(50 * 9_900_000)));
        Assert.That(host.SwitchesOf(0), Is.EqualTo(100));
    }

    [Test]
    public void Two_threads_of_a_core_share_its_speed()
    {
        CpuBench bench = new(Policy(), new CpuTopology(1, 1, 1, 2)) { Mechanics = CpuMechanics.Free with { SmtGain = 0.25 } };
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).Work.Seconds, Is.EqualTo(0.625).Within(1e-6));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running), Is.EqualTo(Duration.FromSeconds(1)));
    }

    // The neighbour computes 4 ms in each 8 ms: half of the time a core's thread has it alone.
    [Test]
    public void A_thread_speeds_up_when_its_sibling_falls_idle()
    {
        CpuBench bench = new(Policy(), new CpuTopology(1, 1, 1, 2)) { Mechanics = CpuMechanics.Free with { SmtGain = 0 } };
        bench.Hog();
        bench.Periodic(Duration.FromMilliseconds(2), Duration.FromMilliseconds(8));
        CpuHost host = bench.Run(Duration.FromSeconds(8));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running).Seconds, Is.EqualTo(4).Within(1e-3));
        Assert.That(host.MeasuresOf(0).Work.Seconds, Is.EqualTo(4 + (4 * 0.5)).Within(1e-3));
    }

    [Test]
    public void Turbo_falls_as_cores_become_busy()
    {
        CpuMechanics turbo = CpuMechanics.Free with { Turbo = [new TurboStep { Cores = 1, Speed = 1.5 }, new TurboStep { Cores = 2, Speed = 1.25 }] };
        CpuBench bench = new(Policy(), 4) { Mechanics = turbo };
        bench.Hog();
        CpuHost alone = bench.Run(Duration.FromSeconds(1));
        Assert.That(alone.MeasuresOf(0).Work.Seconds, Is.EqualTo(1.5).Within(1e-4));
        CpuBench three = new(Policy(), 4) { Mechanics = turbo };
        three.Hog(new VcpuClaim { Vcpus = 3 });
        Assert.That(three.Run(Duration.FromSeconds(1)).MeasuresOf(1).Work.Seconds, Is.EqualTo(1).Within(1e-4));
    }

    [Test]
    public void A_cold_cache_is_filled_again()
    {
        // 1 MiB at 1 GiB/s takes 1/1024 s; displaced wholly while the other runs, since the cache is refilled within it.
        CpuMechanics cold = CpuMechanics.Free with { CacheFill = Bytes.FromGibibytes(1000), LastLevelCache = Bytes.FromMebibytes(8), CacheRefill = Bytes.FromGibibytes(1) };
        CpuBench bench = new(Policy(), 1) { Mechanics = cold };
        VcpuClaim claim = new() { Footprint = Bytes.FromMebibytes(1) };
        bench.Hog(claim);
        bench.Hog(claim);
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).Overhead.Seconds, Is.EqualTo(50.0 / 1024).Within(1).Percent);
    }

    [Test]
    public void Idle_exit_delays_the_first_run_and_counts_as_ready()
    {
        CpuBench bench = new(Policy(), 1) { Mechanics = CpuMechanics.Free with { IdleExit = Duration.FromNanoseconds(5000) } };
        bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(10));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).WakeLatency.Minimum, Is.EqualTo(Duration.FromNanoseconds(5000)));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Ready), Is.EqualTo(Duration.FromNanoseconds(100 * 5000)));
    }

    // Blocks of 50 us lie within KVM's window once it has grown 10, 20, 40, 80: from the fifth block on it polls.
    [Test]
    public void Halt_polling_saves_the_way_back()
    {
        CpuBench bench = new(Policy(), 1)
        {
            Mechanics = CpuMechanics.Free with { IdleExit = Duration.FromNanoseconds(5000) },
            Features = new CpuFeatures { HaltPolling = true },
        };
        bench.Vm(new VcpuClaim(), guest => guest.AddThread(0, new Sleeper(50_000)));
        CpuHost host = bench.Run(Duration.FromMilliseconds(100));
        VcpuMeasures measures = host.MeasuresOf(0);
        Assert.That(measures.WakeLatency.Quantile(0.5), Is.EqualTo(Duration.Zero));
        Assert.That(measures.Poll.Seconds, Is.EqualTo(0.05).Within(0.001), "half of each 100 us is polled through");
        Assert.That(measures.In(VcpuState.Blocked).Seconds, Is.LessThan(0.001));
    }

    [Test]
    public void A_block_beyond_the_longest_poll_is_not_polled()
    {
        CpuBench bench = new(Policy(), 1) { Features = new CpuFeatures { HaltPolling = true } };
        bench.Vm(new VcpuClaim(), guest => guest.AddThread(0, new Sleeper(300_000)));
        Assert.That(bench.Run(Duration.FromMilliseconds(100)).MeasuresOf(0).Poll, Is.EqualTo(Duration.Zero));
    }

    // Two vCPUs of a guest on one pCPU: one spins for what the other holds. Without an exit it spins its whole quantum.
    [TestCase(PauseLoopExit.Off, 0.3, 0.8)]
    [TestCase(PauseLoopExit.Yield, 0, 0.01)]
    [TestCase(PauseLoopExit.DirectedYield, 0, 0.01)]
    public void Pause_loop_exits_cut_spinning_short(PauseLoopExit exit, double least, double most)
    {
        CpuBench bench = new(Policy(), 1) { Features = new CpuFeatures { PauseLoopExit = exit } };
        LockContentionOptions options = new() { Work = Duration.FromMilliseconds(1), Held = Duration.FromMilliseconds(3) };
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => new LockContention(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(20));
        double spin = host.MeasuresOf(0).Spin.Seconds + host.MeasuresOf(1).Spin.Seconds;
        Assert.That(spin / 20, Is.InRange(least, most));
        Assert.That(host.MeasuresOf(0).PauseExits > 0, Is.EqualTo(exit != PauseLoopExit.Off));
    }

    [Test]
    public void A_paravirtual_waiter_halts_its_vcpu()
    {
        CpuBench bench = new(Policy(), 2);
        LockContentionOptions options = new() { Work = Duration.FromNanoseconds(1), Held = Duration.FromMilliseconds(1), Wait = WaitStyle.Paravirtual, SpinLimit = Duration.FromNanoseconds(10_000) };
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => new LockContention(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).Spin.Seconds, Is.EqualTo(0.005).Within(0.001), "10 us in each 2 ms");
        Assert.That(host.MeasuresOf(0).In(VcpuState.Blocked).Seconds, Is.EqualTo(0.5).Within(0.02));
    }

    [Test]
    public void Another_numa_node_is_slower()
    {
        CpuBench bench = new(Policy(), new CpuTopology(2, 1, 1, 1)) { Mechanics = CpuMechanics.Free with { RemoteSpeed = 0.8 } };
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        double[] work = [.. Enumerable.Range(0, 2).Select(vcpu => host.MeasuresOf(vcpu).Work.Seconds)];
        Assert.That(work, Is.EqualTo(new[] { 1, 0.8 }).Within(1e-4));
    }

    [Test]
    public void The_observer_sees_every_state_without_a_gap()
    {
        Recorder recorder = new();
        CpuBench bench = new(Policy(), 2) { Observer = recorder };
        bench.Hog();
        bench.Hog(new VcpuClaim { Limit = 0.3 });
        bench.Periodic(Duration.FromMilliseconds(3), Duration.FromMilliseconds(10));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        host.TellOpenStates();
        for (int vcpu = 0; vcpu < 3; vcpu++)
        {
            long end = 0;
            foreach ((int _, VcpuState _, int _, long from, long to) in recorder.Seen.Where(entry => entry.Vcpu == vcpu))
            {
                Assert.That(from, Is.EqualTo(end));
                end = to;
            }

            Assert.That(end, Is.EqualTo(host.Now));
        }

        Assert.That(recorder.Seen, Is.All.Matches<(int, VcpuState State, int Pcpu, long, long)>(entry => (entry.Pcpu >= 0) == (entry.State == VcpuState.Running)));
    }

    [Test]
    public void Threads_of_one_vcpu_take_turns()
    {
        CpuBench bench = new(Policy(), 1) { Features = new CpuFeatures { GuestSlice = Duration.FromMilliseconds(1) } };
        int vm = bench.Vm(new VcpuClaim(), guest =>
        {
            guest.AddThread(0, new HogProgram());
            guest.AddThread(0, new PeriodicProgram(Duration.FromMilliseconds(2), Duration.FromMilliseconds(20), Duration.Zero));
        });
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(bench.Cores(vm), Is.EqualTo(1).Within(1e-9));
        // Waits at most a slice of the hog before each of its two.
        Assert.That(host.GuestOf(0).Responses.Maximum.Nanoseconds, Is.InRange(3_000_000, 4_000_000));
    }

    private sealed class Sleeper(long nanoseconds) : IGuestProgram
    {
        private bool _slept;

        public GuestOp Next(GuestMoment moment)
        {
            _slept = !_slept;
            Duration span = new(nanoseconds);
            return _slept ? GuestOp.Compute(span) : GuestOp.Sleep(span);
        }
    }

    private sealed class Recorder : ICpuObserver
    {
        public List<(int Vcpu, VcpuState State, int Pcpu, long From, long To)> Seen { get; } = [];

        public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
        {
            if (from != to)
            {
                Seen.Add((vcpu, state, pcpu, from.Nanoseconds, to.Nanoseconds));
            }
        }

        public void Woke(int waker, int vcpu, SimTime at)
        {
        }
    }
}
