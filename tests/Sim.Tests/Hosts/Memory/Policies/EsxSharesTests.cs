using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Policies;

[TestFixture]
public sealed class EsxSharesTests
{
    private const double Mebibyte = 256;

    private static readonly GuestMemory Guest = MemoryRig.Plain with { AccessesPerSecond = 1e9 };

    private static readonly LadderOptions Tight = new() { Kind = LadderKind.Custom, Soft = 1e-9 };

    [TestCase(1, 1, ExpectedResult = 1)]
    [TestCase(1, 0, ExpectedResult = 0.25)]
    [TestCase(385, 0.05, ExpectedResult = 100)]
    public double An_idle_page_costs_four(double shares, double active) => Math.Round(EsxShares.Weight(shares, active, 4), 9);

    // models.md G9: P_a = 3.85 P_i, of 360 MB.
    [TestCase(0.75, 400, 285.77, 74.23)]
    [TestCase(0.75, 256, 256, 104)]
    [TestCase(0, 400, 180, 180)]
    public void The_idle_tax_gives_the_busy_vm_more(double tax, double size, double busy, double idle)
    {
        MemoryHost host = Shared(360 * Mebibyte, tax, MemoryRig.Vm(size * Mebibyte, Guest), MemoryRig.Vm(size * Mebibyte, Guest));
        host.Use(0, new GuestUse(size * Mebibyte, size * Mebibyte, 60));
        host.Use(1, new GuestUse(size * Mebibyte, 0.05 * size * Mebibyte, 60));
        host.Advance(60);
        // 100,000 samples: f of 0.05 has a standard deviation of 0.0007.
        Assert.That(host.TargetOf(0) / Mebibyte, Is.EqualTo(busy).Within(0.8));
        Assert.That(host.TargetOf(1) / Mebibyte, Is.EqualTo(idle).Within(0.8));
    }

    [Test]
    public void While_there_is_room_all_may_grow_to_their_size_or_limit()
    {
        MemoryHost host = Shared(1000, 0.75, MemoryRig.Vm(300), MemoryRig.Vm(300) with { Limit = 200 });
        host.Use(0, new GuestUse(10, 5, 1));
        host.Use(1, new GuestUse(10, 5, 1));
        host.Advance(60);
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1) }, Is.EqualTo(new[] { 300.0, 200.0 }));
    }

    [Test]
    public void A_reservation_is_kept_and_a_small_vm_may_grow_to_its_due()
    {
        MemoryHost host = Shared(900, 0, MemoryRig.Vm(1000, Guest), MemoryRig.Vm(1000, Guest) with { Reservation = 600 }, MemoryRig.Vm(1000, Guest));
        host.Use(0, new GuestUse(1000, 0, 1));
        host.Use(1, new GuestUse(1000, 0, 1));
        host.Use(2, new GuestUse(20, 0, 1));
        host.Advance(60);
        // 20 and 600 are given; 280 are left for the first. If all wanted all: 600 reserved, 150 each for the others.
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1), host.TargetOf(2) }, Is.EqualTo(new[] { 280.0, 600.0, 150.0 }).Within(1e-3));
    }

    [Test]
    public void Pools_share_first_and_then_their_vms()
    {
        MemoryRig rig = Rig(900, 0) with { Pools = [new MemoryPool(-1, 2, 0, double.PositiveInfinity), new MemoryPool(-1, 1, 0, double.PositiveInfinity)] };
        MemoryHost host = rig.Of(
            MemoryRig.Vm(1000, Guest) with { Pool = 0 }, MemoryRig.Vm(1000, Guest) with { Pool = 0, Shares = 3 }, MemoryRig.Vm(1000, Guest) with { Pool = 1 });
        for (int vm = 0; vm < 3; vm++)
        {
            host.Use(vm, new GuestUse(1000, 0, 1));
        }

        host.Advance(60);
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1), host.TargetOf(2) }, Is.EqualTo(new[] { 150.0, 450.0, 300.0 }).Within(1e-3));
    }

    [Test]
    public void A_pools_limit_holds()
    {
        MemoryRig rig = Rig(900, 0) with { Pools = [new MemoryPool(-1, 1, 0, 200)] };
        MemoryHost host = rig.Of(MemoryRig.Vm(1000, Guest) with { Pool = 0 }, MemoryRig.Vm(1000, Guest));
        host.Use(0, new GuestUse(1000, 0, 1));
        host.Use(1, new GuestUse(1000, 0, 1));
        host.Advance(60);
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1) }, Is.EqualTo(new[] { 200.0, 700.0 }).Within(1e-3));
    }

    // Revocation page by page, as the paper has it, ends where the closed form says, but for the last page of each: so many pages, if one VM has nearly all.
    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void It_ends_where_revoking_page_by_page_ends(int seed)
    {
        System.Random draw = new(seed);
        int vms = draw.Next(2, 7);
        MemoryClaim[] claims =
        [
            .. Enumerable.Range(0, vms).Select(_ =>
            {
                double size = draw.Next(50, 400);
                return MemoryRig.Vm(size, Guest) with { Shares = draw.Next(1, 20), Reservation = draw.Next(2) * Math.Floor(size * draw.NextDouble() * 0.3) };
            }),
        ];
        bool[] isActive = [.. claims.Select(_ => draw.Next(2) == 0)];
        double capacity = Math.Floor(claims.Sum(claim => claim.Size) * (0.4 + (0.5 * draw.NextDouble())));
        MemoryHost host = Rig(capacity, 0.75, samples: 100).Of(claims);
        for (int vm = 0; vm < vms; vm++)
        {
            host.Use(vm, new GuestUse(claims[vm].Size, isActive[vm] ? claims[vm].Size : 0, 60));
        }

        host.Advance(60);
        double[] expected = Revoke(claims, isActive, capacity);
        for (int vm = 0; vm < vms; vm++)
        {
            Assert.That(Math.Min(host.TargetOf(vm), claims[vm].Size), Is.EqualTo(expected[vm]).Within(vms));
        }
    }

    // From the VM with the least shares per page, idle pages counting four times.
    private static double[] Revoke(MemoryClaim[] claims, bool[] isActive, double capacity)
    {
        double[] pages = [.. claims.Select(claim => claim.Size)];
        while (pages.Sum() > capacity)
        {
            int victim = -1;
            double least = double.PositiveInfinity;
            for (int vm = 0; vm < claims.Length; vm++)
            {
                double ratio = claims[vm].Shares / (pages[vm] * (isActive[vm] ? 1 : 4));
                if (pages[vm] > claims[vm].Reservation && ratio < least)
                {
                    (victim, least) = (vm, ratio);
                }
            }

            pages[victim]--;
        }

        return pages;
    }

    private static MemoryRig Rig(double machine, double tax, int samples = 100_000) => new()
    {
        Machine = machine,
        Policy = new EsxShares(new EsxSharesOptions { IdleTax = tax, Samples = samples, SamplePeriod = Duration.FromSeconds(60) }),
        Ladder = Tight,
    };

    private static MemoryHost Shared(double machine, double tax, params MemoryClaim[] vms) => Rig(machine, tax).Of(vms);
}
