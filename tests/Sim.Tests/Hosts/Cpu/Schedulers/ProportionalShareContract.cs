using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>What a proportional-share scheduler must do besides: give every VM what weighted max-min gives (models.md 0.2).</summary>
/// <remarks>
/// The oracle knows averages only. They are what is reached where at least as many vCPUs as pCPUs compute without end or
/// limit: then no pCPU is ever idle, whatever the others' rhythm. So each mix has that many.
/// </remarks>
public abstract class ProportionalShareContract : VcpuSchedulerContract
{
    /// <summary>The largest error allowed, in pCPUs.</summary>
    protected virtual double Tolerance => 0.01;

    /// <summary>Up to how many pCPUs the policy is proportional, 1 to 4.</summary>
    protected virtual int MostPcpus => 4;

    /// <summary>The policy for the oracle: with a finer grain than its defaults where these need longer than a minute.</summary>
    protected virtual IVcpuScheduler MakeForOracle() => Make();

    [Test]
    public void Weighted_max_min_oracle([Range(1, 70)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["mix"];
        int pcpus = 1 + (int)draw.NextInt(MostPcpus);
        List<(VcpuClaim Claim, double Demand)> mix = SomeMix(draw, pcpus);
        LimitSome(mix, draw, pcpus);
        CpuBench bench = Fill(mix, pcpus, draw);
        double[] demands = Demands(mix);
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        double[] expected = bench.Oracle(demands);
        double[] errors = [.. expected.Select((wanted, vm) => Math.Abs(bench.Cores(vm) - wanted))];
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"oracle error {errors.Max():F5} seed {seed} pcpus {pcpus} VMs {expected.Length}"));
        Assert.That(errors.Max(), Is.LessThanOrEqualTo(Tolerance), () => string.Join(
            Environment.NewLine,
            expected.Select((wanted, vm) => string.Create(CultureInfo.InvariantCulture, $"{bench.Host.Vms[vm]}: demand {demands[vm]:F3}, {bench.Cores(vm):F4} for {wanted:F4}"))));
    }

    [Test]
    public void Shares_count_in_proportion()
    {
        CpuBench bench = new(MakeForOracle(), 1);
        bench.Hog(new VcpuClaim { Shares = 3000 });
        bench.Hog(new VcpuClaim { Shares = 2000 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(6));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 1 / 2.0, 1 / 3.0, 1 / 6.0 }).Within(Tolerance));
    }

    [Test]
    public void A_share_of_more_than_its_pcpus_is_given_to_others()
    {
        if (MostPcpus < 2)
        {
            Assert.Ignore("Proportional on one pCPU only.");
        }

        CpuBench bench = new(MakeForOracle(), 2);
        int heavy = bench.Hog(new VcpuClaim { Shares = 10_000 });
        int light = bench.Hog(new VcpuClaim { Shares = 500 });
        int lightest = bench.Hog(new VcpuClaim { Shares = 250 });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        Assert.That(bench.Cores(heavy), Is.EqualTo(1).Within(Tolerance));
        Assert.That(bench.Cores(light), Is.EqualTo(2 / 3.0).Within(Tolerance));
        Assert.That(bench.Cores(lightest), Is.EqualTo(1 / 3.0).Within(Tolerance));
    }

    // The free one starts on pCPU 0, which is all that the pinned one may use; pCPU 1 idles until somebody moves over.
    [Test]
    public void Who_can_move_makes_room_for_who_cannot()
    {
        CpuBench bench = new(Make(), 2);
        int free = bench.Hog();
        int pinned = bench.Hog(new VcpuClaim { Affinity = [0] });
        bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        Assert.That(bench.Cores(free) + bench.Cores(pinned), Is.EqualTo(2).Within(0.01));
    }

    private static int SomeVcpus(RandomStream draw, int pcpus) => draw.NextBool(0.3) ? 2 + (int)draw.NextInt(Math.Max(1, pcpus - 1)) : 1;

    // More vCPUs that compute without end than pCPUs.
    private static List<(VcpuClaim Claim, double Demand)> SomeMix(RandomStream draw, int pcpus)
    {
        List<(VcpuClaim Claim, double Demand)> mix = [];
        int vms = 2 + pcpus + (int)draw.NextInt(6);
        while (mix.Count < vms || Endless(mix) <= pcpus)
        {
            VcpuClaim claim = new() { Vcpus = SomeVcpus(draw, pcpus), Shares = 100 + draw.NextInt(1900) };
            bool hog = mix.Count >= vms || draw.NextBool(0.5);
            mix.Add((claim, hog ? 1 : 0.05 + (draw.NextDouble() * 0.55)));
        }

        return mix;
    }

    private static int Endless(List<(VcpuClaim Claim, double Demand)> mix) =>
        mix.Where(vm => vm.Demand >= 1 && !vm.Claim.IsLimited).Sum(vm => vm.Claim.Vcpus);

    private static double[] Demands(List<(VcpuClaim Claim, double Demand)> mix) => [.. mix.Select(vm => vm.Demand * vm.Claim.Vcpus)];

    private void LimitSome(List<(VcpuClaim Claim, double Demand)> mix, RandomStream draw, int pcpus)
    {
        for (int vm = 0; vm < mix.Count; vm++)
        {
            (VcpuClaim claim, double demand) = mix[vm];
            int left = Endless(mix) - (demand < 1 ? 0 : claim.Vcpus);
            if (left > pcpus && draw.NextBool(0.3))
            {
                double share = Fill(mix, pcpus).Oracle(Demands(mix))[vm];
                double part = 0.1 + (2.9 * draw.NextDouble());
                mix[vm] = (claim with { Limit = share * part }, demand);
            }
        }
    }

    private CpuBench Fill(List<(VcpuClaim Claim, double Demand)> mix, int pcpus, RandomStream? draw = null)
    {
        CpuBench bench = new(MakeForOracle(), pcpus);
        foreach ((VcpuClaim claim, double demand) in mix)
        {
            Duration period = Duration.FromMilliseconds(20 + (draw?.NextInt(180) ?? 0));
            Duration work = new((long)(demand * period.Nanoseconds));
            Duration phase = new(draw?.NextInt(period.Nanoseconds) ?? 0);
            bench.Vm(claim, _ => demand < 1 ? new PeriodicProgram(work, period, phase) : new HogProgram());
        }

        return bench;
    }
}
