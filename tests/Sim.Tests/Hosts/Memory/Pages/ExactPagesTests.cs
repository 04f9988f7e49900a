using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory.Pages;

internal sealed class ExactPagesTests : PageStoreContract
{
    [Test]
    public void A_page_takes_fewer_than_24_bytes()
    {
        GuestMemory guest = new() { Shared = [new SharedContent { Content = "os", Fraction = 0.4 }] };
        ExactPages pages = new(400_000, PageTrial.Host(400_000, PageTrial.Vms(2, 200_000, guest)));
        for (int vm = 0; vm < 2; vm++)
        {
            pages.BeginSharing([0, 0], 256);
            pages.Run(vm, new GuestUse(200_000, 50_000, 1), 1);
            pages.Inflate(vm, 20_000);
        }

        TestContext.Out.WriteLine($"{pages.BytesPerPage:F1} bytes a page with two VMs, both of which need LRU");
        Assert.That(pages.BytesPerPage, Is.LessThan(24));
    }

    [Test]
    public void Accesses_to_each_bucket_are_those_of_its_weight()
    {
        // 8 buckets of 1000 pages and no drift: a page of a bucket with weight w is touched with chance 1 - exp(-accesses w / pages).
        GuestMemory guest = PageTrial.Quiet with { AccessesPerSecond = 8000, Shape = MissCurveShape.Hyperbolic, Skew = 4 };
        ExactPages pages = new(8000, PageTrial.Host(8000, [PageTrial.Vm(8000, guest)]));
        HeatProfile heat = new(guest, 8000);
        pages.Run(0, new GuestUse(8000, 8000, 1), 1);
        double expected = 0;
        for (int bucket = 0; bucket < HeatProfile.Buckets; bucket++)
        {
            double size = 8000 * heat.Sizes[bucket];
            expected += size * (1 - Math.Exp(-8000 * heat.Weights[bucket] / size));
        }

        int touched = Enumerable.Range(0, 8000).Count(page => pages.VmAt(0).Has(page, ExactVm.Accessed));
        Assert.That(touched, Is.EqualTo(expected).Within(4 * Math.Sqrt(8000 / 4.0)));
    }

    [TestCase(0.0)]
    [TestCase(0.001)]
    [TestCase(0.3)]
    [TestCase(0.5)]
    [TestCase(0.9)]
    [TestCase(0.9999)]
    [TestCase(1.0)]
    public void Skips_hit_each_page_with_the_same_chance(double chance)
    {
        const int Pages = 100_000;
        int[] hits = new int[2];
        int last = -1;
        PageSkips skips = new(new RandomStreams(3)["skips"], chance, 10, Pages + 10);
        while (skips.Next())
        {
            Assert.That(skips.Page, Is.GreaterThan(last).And.InRange(10, Pages + 9));
            last = skips.Page;
            hits[skips.Page < 10 + (Pages / 2) ? 0 : 1]++;
        }

        double sd = Math.Sqrt(Pages / 2.0 * chance * (1 - chance));
        Assert.That(hits[0], Is.EqualTo(Pages / 2.0 * chance).Within(5 * sd));
        Assert.That(hits[1], Is.EqualTo(Pages / 2.0 * chance).Within(5 * sd));
    }

    [Test]
    public void A_write_breaks_sharing_and_another_page_takes_the_content_up()
    {
        GuestMemory guest = PageTrial.Quiet with { Zero = 0.25, WritesPerHour = 1 };
        ExactPages pages = new(8000, PageTrial.Host(8000, [PageTrial.Vm(4000, guest)]));
        pages.Run(0, new GuestUse(4000, 1000, 0), 1e-9);
        ExactVm row = pages.VmAt(0);
        for (int page = 0; page < 4000; page++)
        {
            if (row.Values[page] == PageContents.Zero)
            {
                pages.Share(0, page, pages.Slots.SlotOf(0, PageContents.Zero));
            }
        }

        double before = pages.Of(0).Shared;
        GuestFaults faults = pages.Run(0, new GuestUse(4000, 1000, 0), 1800);
        int zeros = Enumerable.Range(0, 4000).Count(page => pages.ContentAt(row, page) == PageContents.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(faults.CopyOnWrite, Is.EqualTo(1000 * (1 - Math.Exp(-0.5))).Within(70)); // 4.5 sd
            Assert.That(pages.Of(0).Shared, Is.EqualTo(before - faults.CopyOnWrite));
            Assert.That(zeros, Is.EqualTo(before));
        });
        pages.Verify();
    }

    // LRU under independent accesses: Che's characteristic time says which part of them misses (IEEE JSAC 20(7), 2002).
    [TestCase(0.6, 0.25)]
    [TestCase(0.6, 0.5)]
    [TestCase(1.0, 0.25)]
    [TestCase(1.0, 0.5)]
    [TestCase(1.0, 0.75)]
    [TestCase(1.4, 0.5)]
    public void The_guests_LRU_misses_as_Che_says(double exponent, double resident)
    {
        const int Active = 20_000;
        GuestMemory guest = PageTrial.Quiet with { Used = 1, Active = 1, AccessesPerSecond = 200_000, Shape = MissCurveShape.Zipf, Skew = exponent };
        ExactPages pages = new(Active, PageTrial.Host(Active, [PageTrial.Vm(Active, guest)]));
        GuestUse use = new(Active, Active, 1);
        pages.Run(0, use, 1);
        pages.Inflate(0, (1 - resident) * Active);
        pages.Run(0, use, 1);
        double misses = 0;
        for (int second = 0; second < 5; second++)
        {
            misses += pages.Run(0, use, 1).GuestSwapIn;
        }

        double found = misses / 5 / 200_000;
        double expected = MissesByChe(new HeatProfile(guest, Active), Active, 200_000, resident * Active);
        TestContext.Out.WriteLine($"Zipf {exponent}, {resident:P0} resident: misses by Che {expected:P3}, page by page {found:P3}, error {(found / expected) - 1:P2}");
        Assert.That(found, Is.EqualTo(expected).Within(0.01 * expected));
        pages.Verify();
    }

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void Every_page_is_in_one_place_whatever_is_done(ushort[] steps)
    {
        ExactPages pages = Busy();
        RandomStream draw = new RandomStreams(steps.Length)["operations"];
        foreach (ushort step in steps)
        {
            Operate(pages, step & 15, (step >> 4) & 3, draw);
            pages.Verify();
            for (int vm = 0; vm < pages.Vms; vm++)
            {
                VmPages of = pages.Of(vm);
                Assert.That(of.Granted + of.Ballooned + of.Compressed + of.Swapped + of.Untouched, Is.EqualTo(of.Size));
            }

            double consumed = Enumerable.Range(0, pages.Vms).Sum(vm => pages.Of(vm).Consumed);
            Assert.That(consumed + pages.Free, Is.EqualTo(pages.Machine).Within(1e-6));
        }
    }

    protected override IPageStore Make(double machine, MemoryHostOptions options) => new ExactPages(machine, options);

    private static double MissesByChe(HeatProfile heat, double pages, double accesses, double resident)
    {
        double[] sizes = [.. heat.Sizes.Select(part => part * pages)];
        double[] rates = [.. heat.Weights.Select((weight, bucket) => accesses * weight / sizes[bucket])];
        double time = CheLru.CharacteristicTime(sizes, rates, resident, 0);
        return heat.Weights.Select((weight, bucket) => weight * Math.Exp(-rates[bucket] * time)).Sum();
    }

    private static ExactPages Busy()
    {
        GuestMemory guest = new()
        {
            Shared = [new SharedContent { Content = "os", Fraction = 0.3 }],
            Zero = 0.1,
            WritesPerHour = 100,
            DriftPerHour = 20,
            AccessesPerSecond = 500,
        };
        return new ExactPages(5000, PageTrial.Host(5000, PageTrial.Vms(4, 1700, guest)) with { LargePages = true });
    }

    private static void Operate(ExactPages pages, int what, int vm, RandomStream draw)
    {
        double amount = draw.NextInt(800);
        double used = draw.NextInt(1700);
        switch (what)
        {
            case 0: pages.Inflate(vm, amount); break;
            case 1: pages.Deflate(vm, amount); break;
            case 2: pages.Report(vm, amount); break;
            case 3: pages.SwapOut(vm, amount); break;
            case 4: pages.Compress(vm, amount, 200); break;
            case 5: pages.BreakLarge(vm, amount); break;
            case 6: pages.Clear(vm); break;
            case 7: pages.Allow(vm, amount, draw.NextBool(0.5)); break;
            case 8: pages.Allow(vm, double.PositiveInfinity, draw.NextBool(0.5)); break;
            case 9: ShareAll(pages, vm); break;
            case 10: pages.Run(vm, new GuestUse(used, used / 4, 1), 0); break;
            default: pages.Run(vm, new GuestUse(used, used / 3, 5), 30); break;
        }
    }

    private static void ShareAll(ExactPages pages, int vm)
    {
        ExactVm row = pages.VmAt(vm);
        for (int page = 0; page < row.Size; page++)
        {
            int slot = row.PlaceOf(page) == PagePlace.Own ? pages.Slots.SlotOf(vm, row.Values[page]) : -1;
            if (slot >= 0)
            {
                pages.Share(vm, page, slot);
            }
        }
    }
}
