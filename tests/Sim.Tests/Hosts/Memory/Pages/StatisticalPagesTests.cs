using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory.Pages;

[TestFixture]
public sealed class StatisticalPagesTests
{
    private static GuestMemory Plain => MemoryRig.Plain;

    [Test]
    public void A_first_touch_backs_a_page()
    {
        StatisticalPages pages = Make(1000, Claim(400));
        GuestFaults faults = pages.Run(0, new GuestUse(100, 50, 0), 1);
        Assert.That(faults.FirstTouch, Is.EqualTo(100));
        Assert.That(pages.Free, Is.EqualTo(900));
        Assert.That(pages.Of(0).Untouched, Is.EqualTo(300));
    }

    [Test]
    public void What_the_guest_frees_stays_backed()
    {
        StatisticalPages pages = Make(1000, Claim(400));
        pages.Run(0, new GuestUse(100, 50, 0), 1);
        pages.Run(0, new GuestUse(40, 20, 0), 1);
        Assert.That(pages.Of(0).Granted, Is.EqualTo(100));
        Assert.That(pages.Run(0, new GuestUse(90, 20, 0), 1).FirstTouch, Is.Zero);
        Assert.That(pages.Report(0, 1000), Is.EqualTo(10));
        Assert.That(pages.Free, Is.EqualTo(910));
    }

    [Test]
    public void More_than_there_is_stays_unmet()
    {
        StatisticalPages pages = Make(100, Claim(400));
        Assert.That(pages.Run(0, new GuestUse(150, 50, 0), 1).Unmet, Is.EqualTo(50));
        Assert.That(pages.Free, Is.Zero);
        pages.Verify();
    }

    [Test]
    public void A_vm_that_may_not_have_more_pays_with_pages_of_its_own()
    {
        StatisticalPages pages = Make(1000, Claim(400));
        pages.Allow(0, 100, swaps: true);
        GuestFaults faults = pages.Run(0, new GuestUse(100, 50, 0), 1);
        Assert.That(faults.SwapOut, Is.Zero);
        faults = pages.Run(0, new GuestUse(130, 50, 0), 1);
        Assert.That(faults.SwapOut, Is.EqualTo(30).Within(1e-6));
        Assert.That(pages.Of(0).Consumed, Is.EqualTo(100).Within(1e-6));
        Assert.That(pages.Of(0).Swapped, Is.EqualTo(30).Within(1e-6));
    }

    [Test]
    public void The_balloon_takes_free_pages_then_clean_then_dirty_cache_then_what_the_guest_swaps()
    {
        StatisticalPages pages = Make(1000, Claim(400, Plain with { PageCache = 0.5, DirtyCache = 0.2 }));
        pages.Run(0, new GuestUse(200, 50, 0), 1);
        GuestReclaim taken = pages.Inflate(0, 350);
        Assert.That((taken.Free, taken.CleanCache, taken.DirtyCache, taken.Swapped), Is.EqualTo((200.0, 80.0, 20.0, 50.0)));
        Assert.That(taken.Freed, Is.EqualTo(150).Within(1e-9));
        Assert.That(pages.Of(0).GuestSwapped, Is.EqualTo(50).Within(1e-9));
        pages.Verify();
    }

    [Test]
    public void Two_compressed_pages_take_one()
    {
        StatisticalPages pages = Make(1000, Claim(400, Plain with { Compressible = 0.5 }));
        pages.Run(0, new GuestUse(200, 50, 0), 1);
        CompressionOutcome outcome = pages.Compress(0, 100, 30);
        Assert.That(outcome, Is.EqualTo(new CompressionOutcome(100, 50, 20, 35)));
        VmPages then = pages.Of(0);
        Assert.That((then.Compressed, then.Swapped, then.Granted, then.Consumed), Is.EqualTo((30.0, 20.0, 150.0, 165.0)));
        pages.Verify();
    }

    [Test]
    public void Like_contents_are_saved_once_merged()
    {
        GuestMemory image = Plain with { Shared = [new SharedContent { Content = "os", Fraction = 0.5 }] };
        StatisticalPages pages = Make(10_000, Enumerable.Repeat(Claim(400, image), 4));
        for (int vm = 0; vm < 4; vm++)
        {
            pages.Run(vm, new GuestUse(200, 50, 0), 1);
        }

        MergeAll(pages);
        Assert.That(pages.SharedCommon, Is.EqualTo(100).Within(1e-6));
        Assert.That(pages.Of(0).Saved, Is.EqualTo(75).Within(1e-9));
        Assert.That(pages.Free, Is.EqualTo(10_000 - 500).Within(1e-9));
        pages.Clear(0);
        pages.Verify();
        Assert.That(pages.Free, Is.EqualTo(10_000 - 400).Within(1e-9));
    }

    [Test]
    public void Zeros_map_one_page_for_as_many_sharers_as_are_allowed()
    {
        StatisticalPages pages = Make(10_000, Claim(4000, Plain with { Zero = 1 }));
        pages.MostSharers = 256;
        pages.Run(0, new GuestUse(1000, 50, 0), 1);
        MergeAll(pages);
        Assert.That(pages.SharedCommon, Is.EqualTo(4));
        Assert.That(pages.Of(0).Consumed, Is.EqualTo(4).Within(1e-9));
    }

    [Test]
    public void Random_replacement_of_a_uniform_working_set_misses_in_proportion_to_what_is_out()
    {
        // 100 pages, 60 of them may be resident, all touched alike: 40 % of the accesses miss.
        StatisticalPages pages = Make(1000, Claim(400, Plain with { AccessesPerSecond = 10 }));
        pages.Run(0, new GuestUse(100, 100, 0), 1);
        pages.Allow(0, 60, swaps: true);
        pages.SwapOut(0, 40);
        GuestFaults faults = pages.Run(0, new GuestUse(100, 100, 3600), 3600);
        Assert.That(faults.SwapIn, Is.EqualTo(0.4 * 36_000).Within(1).Percent);
        Assert.That(pages.Of(0).Swapped, Is.EqualTo(40).Within(1e-6));
        pages.Verify();
    }

    [Test]
    public void What_is_out_and_touched_comes_back_where_there_is_room()
    {
        StatisticalPages pages = Make(1000, Claim(400, Plain with { AccessesPerSecond = 100 }));
        pages.Run(0, new GuestUse(200, 100, 0), 1);
        pages.SwapOut(0, 40);
        GuestFaults faults = pages.Run(0, new GuestUse(200, 100, 60), 60);
        Assert.That(faults.SwapIn, Is.EqualTo(20).Within(0.01));
        Assert.That(pages.Of(0).Swapped, Is.EqualTo(20).Within(0.01));
    }

    [Test]
    public void Lru_of_the_guest_misses_in_a_loop_as_soon_as_a_page_is_short()
    {
        StatisticalPages pages = Make(1000, Claim(400, Plain with { AccessesPerSecond = 10, Shape = MissCurveShape.Step }));
        pages.Run(0, new GuestUse(100, 100, 0), 1);
        pages.Inflate(0, 310);
        Assert.That(pages.Run(0, new GuestUse(100, 100, 60), 60).GuestSwapIn, Is.EqualTo(600).Within(1e-9));
    }

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public Property Whatever_is_done_every_page_is_in_one_place(int seed) => Prop.ToProperty(Survives(seed));

    private static bool Survives(int seed)
    {
        RandomStream draw = new RandomStreams(seed)["trial"];
        GuestMemory image = new() { Shared = [new SharedContent { Content = "os", Fraction = 0.3 }], WritesPerHour = 5, Shape = (MissCurveShape)draw.NextInt(4) };
        StatisticalPages pages = new(2000, Options(Enumerable.Repeat(Claim(1000, image), 3), draw.NextBool(0.5)));
        pages.IsSalted = draw.NextBool(0.3);
        for (int step = 0; step < 60; step++)
        {
            Do(pages, (int)draw.NextInt(3), draw);
            pages.Verify();
        }

        return true;
    }

    private static void Do(StatisticalPages pages, int vm, RandomStream draw)
    {
        double amount = draw.NextUniform(0, 600);
        switch (draw.NextInt(12))
        {
            case 0:
                pages.Inflate(vm, Math.Min(amount, pages.Of(vm).Size - pages.Of(vm).Ballooned));
                break;
            case 1:
                pages.Deflate(vm, amount);
                break;
            case 2:
                pages.SwapOut(vm, amount);
                break;
            case 3:
                pages.Compress(vm, amount, 100);
                break;
            case 4:
                pages.Report(vm, amount);
                break;
            case 5:
                pages.BreakLarge(vm, amount);
                break;
            case 6:
                pages.Allow(vm, draw.NextBool(0.5) ? double.PositiveInfinity : amount, draw.NextBool(0.5));
                break;
            case 7:
                MergeAll(pages);
                break;
            case 8 when draw.NextBool(0.2):
                pages.Clear(vm);
                break;
            default:
                double used = draw.NextUniform(0, 1000);
                pages.Run(vm, new GuestUse(used, draw.NextUniform(0, used), draw.NextBool(0.2) ? 0 : amount), draw.NextUniform(0.1, 600));
                break;
        }
    }

    private static void MergeAll(StatisticalPages pages)
    {
        pages.BeginSharing();
        for (int vm = 0; vm < pages.Vms; vm++)
        {
            for (int contents = 0; contents < pages.Classes; contents++)
            {
                pages.SetMerged(vm, contents, Math.Max(pages.MergedPages(vm, contents), pages.MergeablePages(vm, contents)));
            }
        }

        pages.CommitSharing();
    }

    private static MemoryClaim Claim(double size, GuestMemory? guest = null) => new() { Size = size, Guest = guest ?? Plain };

    private static StatisticalPages Make(double machine, MemoryClaim vm) => Make(machine, [vm]);

    private static StatisticalPages Make(double machine, IEnumerable<MemoryClaim> vms) => new(machine, Options(vms, false));

    private static MemoryHostOptions Options(IEnumerable<MemoryClaim> vms, bool large) => new()
    {
        Installed = 0,
        Vms = [.. vms],
        LargePages = large,
        Store = (_, _) => throw new InvalidOperationException(),
        Policy = null!,
        Mechanisms = [],
        Ladder = _ => throw new InvalidOperationException(),
        Streams = new RandomStreams(1),
    };
}
