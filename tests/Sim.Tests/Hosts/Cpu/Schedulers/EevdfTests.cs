using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class EevdfTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Eevdf(new EevdfOptions());

    // The share of two weights is w1 / (w1 + w2).
    [TestCase(0, 0)]
    [TestCase(0, 5)]
    [TestCase(-5, 0)]
    [TestCase(0, 19)]
    [TestCase(3, 7)]
    public void Nice_values_share_by_their_weights(int one, int other)
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Nice = one });
        bench.Hog(new VcpuClaim { Nice = other });
        bench.Run(Duration.FromSeconds(60));
        double expected = NiceWeights.Of(one) / (double)(NiceWeights.Of(one) + NiceWeights.Of(other));
        Assert.That(bench.Cores(0), Is.EqualTo(expected).Within(0.002));
    }

    // P. Zijlstra's cover letter of EEVDF (2023): without a sleeper bonus the one that is busy half of its time alone gets a third
    // beside a hog: it works 1 and sleeps 1 while it is served at half speed, 2 + 1.
    [Test]
    public void A_sleeper_has_no_bonus()
    {
        CpuBench bench = new(new Eevdf(new EevdfOptions { Tick = Duration.Zero }), 1);
        bench.Vm(new VcpuClaim(), _ => new WorkSleep(10_000_000));
        bench.Hog();
        bench.Run(Duration.FromSeconds(60));
        Assert.That(bench.Cores(0), Is.EqualTo(1 / 3.0).Within(0.01));
    }

    // Stoica and Abdel-Wahab, theorem: lag is within a slice of the request; with the tick another tick.
    [Test]
    public void Lag_is_bounded([Range(1, 5)] int seed)
    {
        Eevdf policy = new(new EevdfOptions { Tick = Duration.Zero, RunToParity = false });
        CpuBench bench = new(policy, 1);
        int vms = 2 + seed;
        for (int vm = 0; vm < vms; vm++)
        {
            bench.Hog(new VcpuClaim { Shares = 300 + (200 * vm) });
        }

        CpuHost host = bench.Run(Duration.FromMilliseconds(10));
        long slice = new EevdfOptions().BaseSlice.Nanoseconds;
        for (int step = 0; step < 2000; step++)
        {
            bench.Simulation.RunUntil(bench.Simulation.Now + Duration.FromNanoseconds(377_000));
            foreach (int vcpu in Enumerable.Range(0, vms).Where(vcpu => host.StateOf(vcpu) == VcpuState.Ready))
            {
                double real = policy.LagOf(vcpu) * (double)NiceWeights.OfVcpu(host.Vms[vcpu]) / NiceWeights.One;
                Assert.That(Math.Abs(real), Is.LessThanOrEqualTo(2.0 * slice));
            }
        }
    }

    [Test]
    public void A_short_slice_shortens_the_wait([Values] bool preemptShort)
    {
        CpuBench bench = new(new Eevdf(new EevdfOptions { PreemptShort = preemptShort }), 1);
        for (int vm = 0; vm < 5; vm++)
        {
            bench.Hog(new VcpuClaim { Slice = Duration.FromMilliseconds(100) });
        }

        bench.Periodic(Duration.FromNanoseconds(50_000), Duration.FromMilliseconds(10), default, new VcpuClaim { Slice = Duration.FromNanoseconds(500_000) });
        CpuHost host = bench.Run(Duration.FromSeconds(60));
        double mean = host.MeasuresOf(5).WakeLatency.Mean.Seconds;
        Assert.That(mean, preemptShort ? Is.LessThan(0.005) : Is.GreaterThan(0.01));
    }

    [Test]
    public void Hogs_on_several_pcpus_are_moved_about()
    {
        CpuBench bench = new(Make(), 4);
        for (int vm = 0; vm < 7; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(2));
        Assert.That(Enumerable.Range(0, 7).Select(bench.Cores), Is.All.InRange(0.49, 0.64));
    }

    private sealed class WorkSleep(long nanoseconds) : Sim.Hosts.Guests.IGuestProgram
    {
        private bool _slept;

        public Sim.Hosts.Guests.GuestOp Next(Sim.Hosts.Guests.GuestMoment moment)
        {
            _slept = !_slept;
            Duration span = new(nanoseconds);
            return _slept ? Sim.Hosts.Guests.GuestOp.Compute(span) : Sim.Hosts.Guests.GuestOp.Sleep(span);
        }
    }
}
