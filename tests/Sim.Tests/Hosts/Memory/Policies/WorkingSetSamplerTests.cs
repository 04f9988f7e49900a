using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Policies;

namespace Sim.Tests.Hosts.Memory.Policies;

[TestFixture]
public sealed class WorkingSetSamplerTests
{
    private static readonly GuestMemory Guest = MemoryRig.Plain with { AccessesPerSecond = 1e9 };

    private static (MemoryHost Host, WorkingSetSampler Sampler) Make(int samples)
    {
        MemoryHost host = new MemoryRig { Machine = 1e6 }.Of(MemoryRig.Vm(1000, Guest));
        return (host, new WorkingSetSampler(host, new EsxSharesOptions { Samples = samples }));
    }

    [Test]
    public void Before_the_first_sample_all_counts_as_active() => Assert.That(Make(100).Sampler.Active(0), Is.EqualTo(1));

    [Test]
    public void It_rises_at_once_and_falls_slowly()
    {
        (MemoryHost host, WorkingSetSampler sampler) = Make(1_000_000);
        double[] found = new double[5];
        double[] active = [200, 800, 200, 200, 200];
        for (int period = 0; period < active.Length; period++)
        {
            host.Use(0, new GuestUse(1000, active[period], 60));
            host.Advance(60);
            sampler.Advance(60);
            found[period] = sampler.Active(0);
        }

        // Fast: 0.2, 0.65, 0.3125, ...; slow: 0.2, 0.35, 0.3125, 0.284, 0.263.
        Assert.That(found, Is.EqualTo(new[] { 0.2, 0.65, 0.3125, 0.284375, 0.26328 }).Within(0.002));
    }

    [Test]
    public void Within_a_period_the_running_count_counts()
    {
        (MemoryHost host, WorkingSetSampler sampler) = Make(1_000_000);
        host.Use(0, new GuestUse(1000, 200, 60));
        host.Advance(60);
        sampler.Advance(60);
        host.Use(0, new GuestUse(1000, 900, 30));
        host.Advance(30);
        sampler.Advance(30);
        Assert.That(sampler.Active(0), Is.EqualTo(0.9).Within(0.002));
    }

    // models.md B1: sd = sqrt(f (1 - f) / 100). Of 4000 estimates, the sd itself has a relative sd of 1.1 %.
    [Test]
    public void A_hundred_samples_are_as_noisy_as_the_binomial_says()
    {
        double[] found = new double[4000];
        MemoryHost host = new MemoryRig { Machine = 1e6 }.Of(MemoryRig.Vm(1000, Guest));
        EsxSharesOptions options = new() { Slow = 1, Fast = 1 };
        WorkingSetSampler sampler = new(host, options);
        host.Use(0, new GuestUse(1000, 300, 60));
        host.Advance(60);
        for (int i = 0; i < found.Length; i++)
        {
            sampler.Advance(60);
            found[i] = sampler.Active(0);
        }

        double mean = found.Average();
        Assert.That(mean, Is.EqualTo(0.3).Within(0.003));
        Assert.That(Math.Sqrt(found.Average(f => (f - mean) * (f - mean))), Is.EqualTo(Math.Sqrt(0.3 * 0.7 / 100)).Within(5).Percent);
    }
}
