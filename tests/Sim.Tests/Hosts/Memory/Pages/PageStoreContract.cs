using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory.Pages;

/// <summary>What every store of pages promises; amounts may be off by a page, or by chance where that is said.</summary>
internal abstract class PageStoreContract
{
    private const double Machine = 6000;
    private const double Size = 4000;

    protected abstract IPageStore Make(double machine, MemoryHostOptions options);

    [Test]
    public void Nobody_has_anything_at_first()
    {
        IPageStore pages = Two();
        Assert.Multiple(() =>
        {
            Assert.That(pages.Free, Is.EqualTo(Machine));
            Assert.That(pages.Of(0).Untouched, Is.EqualTo(Size));
            Assert.That(pages.Of(1).Consumed, Is.Zero);
        });
        pages.Verify();
    }

    [Test]
    public void What_is_used_is_backed_at_its_first_touch_and_stays_backed()
    {
        IPageStore pages = Two();
        GuestFaults first = pages.Run(0, new GuestUse(1000, 100, 0), 1);
        GuestFaults more = pages.Run(0, new GuestUse(1500, 100, 0), 1);
        GuestFaults less = pages.Run(0, new GuestUse(500, 100, 0), 1);
        GuestFaults again = pages.Run(0, new GuestUse(1500, 100, 0), 1);
        Assert.Multiple(() =>
        {
            Assert.That(first.FirstTouch, Is.EqualTo(1000).Within(1));
            Assert.That(more.FirstTouch, Is.EqualTo(500).Within(1));
            Assert.That(less, Is.EqualTo(default(GuestFaults)));
            Assert.That(again.FirstTouch, Is.Zero.Within(1));
            Assert.That(pages.Of(0).Granted, Is.EqualTo(1500).Within(1));
            Assert.That(pages.Free, Is.EqualTo(Machine - 1500).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void More_than_there_is_is_unmet()
    {
        IPageStore pages = Two();
        pages.Run(0, new GuestUse(Size, 100, 0), 1);
        GuestFaults faults = pages.Run(1, new GuestUse(Size, 100, 0), 1);
        Assert.Multiple(() =>
        {
            Assert.That(faults.FirstTouch, Is.EqualTo(2000).Within(1));
            Assert.That(faults.Unmet, Is.EqualTo(2000).Within(1));
            Assert.That(pages.Free, Is.Zero.Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void What_was_unmet_comes_when_there_is_memory_again()
    {
        IPageStore pages = Two();
        pages.Run(0, new GuestUse(Size, 100, 0), 1);
        pages.Run(1, new GuestUse(Size, 100, 0), 1);
        pages.SwapOut(0, 1200);
        GuestFaults faults = pages.Run(1, new GuestUse(Size, 100, 0), 0);
        Assert.Multiple(() =>
        {
            Assert.That(faults.FirstTouch, Is.EqualTo(1200).Within(1));
            Assert.That(faults.Unmet, Is.EqualTo(800).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void A_VM_holds_no_more_than_it_is_allowed_and_goes_without([Values] bool swaps)
    {
        IPageStore pages = Two();
        pages.Allow(0, 1000, swaps);
        GuestFaults first = pages.Run(0, new GuestUse(1500, 100, 0), 1);
        GuestFaults faults = first + pages.Run(0, new GuestUse(1500, 100, 0), 0);
        double unmet = 1500 - pages.Of(0).Granted - pages.Of(0).Swapped; // sums pay only in the second go, with what they got in the first
        Assert.Multiple(() =>
        {
            Assert.That(pages.Of(0).Consumed, Is.EqualTo(1000).Within(1));
            Assert.That(pages.Of(0).Swapped, Is.EqualTo(swaps ? 500 : 0).Within(1));
            Assert.That(faults.SwapOut, Is.EqualTo(swaps ? 500 : 0).Within(1));
            Assert.That(unmet, Is.EqualTo(swaps ? 0 : 500).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void A_balloon_gets_free_pages_then_clean_then_dirty_cache_then_what_is_swapped()
    {
        IPageStore pages = One(PageTrial.Quiet with { PageCache = 0.25, DirtyCache = 0.2 });
        pages.Run(0, new GuestUse(2000, 100, 0), 1);
        GuestReclaim reclaim = pages.Inflate(0, 3000); // 2000 free, 400 clean, 100 dirty, 500 of processes
        Assert.Multiple(() =>
        {
            Assert.That(reclaim.Free, Is.EqualTo(2000).Within(1));
            Assert.That(reclaim.CleanCache, Is.EqualTo(400).Within(2));
            Assert.That(reclaim.DirtyCache, Is.EqualTo(100).Within(2));
            Assert.That(reclaim.Swapped, Is.EqualTo(500).Within(2));
            Assert.That(reclaim.DoublePaged, Is.Zero);
            Assert.That(reclaim.Freed, Is.EqualTo(1000).Within(1));
            Assert.That(pages.Of(0).Ballooned, Is.EqualTo(3000).Within(1));
            Assert.That(pages.Of(0).GuestSwapped, Is.EqualTo(500).Within(2));
        });
        pages.Verify();
    }

    [Test]
    public void A_balloon_that_lets_go_leaves_pages_that_nothing_backs()
    {
        IPageStore pages = One(PageTrial.Quiet);
        pages.Run(0, new GuestUse(1000, 100, 0), 1);
        pages.Inflate(0, 2000);
        double given = pages.Deflate(0, 2500);
        Assert.Multiple(() =>
        {
            Assert.That(given, Is.EqualTo(2000).Within(1));
            Assert.That(pages.Of(0).Ballooned, Is.Zero.Within(1));
            Assert.That(pages.Of(0).Untouched, Is.EqualTo(3000).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void Pages_that_the_guest_freed_can_be_reported()
    {
        IPageStore pages = One(PageTrial.Quiet);
        pages.Run(0, new GuestUse(3000, 100, 0), 1);
        pages.Run(0, new GuestUse(1000, 100, 0), 1);
        double freed = pages.Report(0, 1500) + pages.Report(0, 1500);
        Assert.Multiple(() =>
        {
            Assert.That(freed, Is.EqualTo(2000).Within(1));
            Assert.That(pages.Of(0).Granted, Is.EqualTo(1000).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void Evicting_what_the_host_swapped_out_pages_twice()
    {
        IPageStore pages = One(PageTrial.Quiet);
        pages.Run(0, new GuestUse(Size, 400, 0), 1);
        pages.SwapOut(0, 2000);
        GuestReclaim reclaim = pages.Inflate(0, 1000);
        Assert.Multiple(() =>
        {
            Assert.That(reclaim.Swapped, Is.EqualTo(1000).Within(1));
            Assert.That(reclaim.DoublePaged, Is.EqualTo(500).Within(60)); // half of the pages are out; 4 sd of hypergeometric
        });
        pages.Verify();
    }

    [Test]
    public void Swapping_out_frees_as_many_and_a_touch_brings_them_back()
    {
        IPageStore pages = One(PageTrial.Quiet with { AccessesPerSecond = 1e6, Shape = MissCurveShape.Linear });
        pages.Run(0, new GuestUse(2000, 2000, 0), 1);
        double swapped = pages.SwapOut(0, 500);
        double free = pages.Free;
        GuestFaults faults = pages.Run(0, new GuestUse(2000, 2000, 1), 1);
        Assert.Multiple(() =>
        {
            Assert.That(swapped, Is.EqualTo(500));
            Assert.That(free, Is.EqualTo(Machine - 1500).Within(1));
            Assert.That(faults.SwapIn, Is.EqualTo(500).Within(1)); // 500 accesses to each page
            Assert.That(pages.Of(0).Swapped, Is.Zero.Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void Compressed_pages_take_half_a_page_and_the_oldest_go_to_swap_when_the_cache_is_full()
    {
        IPageStore pages = One(PageTrial.Quiet with { Compressible = 1 });
        pages.Run(0, new GuestUse(2000, 100, 0), 1);
        CompressionOutcome outcome = pages.Compress(0, 500, 300);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Kept, Is.EqualTo(500));
            Assert.That(outcome.Evicted, Is.EqualTo(200).Within(1));
            Assert.That(outcome.Freed, Is.EqualTo(350).Within(1)); // 500 less 300 / 2
            Assert.That(pages.Of(0).Compressed, Is.EqualTo(300).Within(1));
            Assert.That(pages.Of(0).CompressedInto, Is.EqualTo(150).Within(1));
            Assert.That(pages.Of(0).Swapped, Is.EqualTo(200).Within(1));
        });
        pages.Verify();
    }

    [Test]
    public void Only_compressible_pages_are_kept()
    {
        IPageStore pages = One(PageTrial.Quiet with { Compressible = 0.6 });
        pages.Run(0, new GuestUse(Size, 100, 0), 1);
        Assert.That(pages.Compress(0, 1000, Size).Kept, Is.EqualTo(600).Within(70)); // 4.5 sd of binomial
        pages.Verify();
    }

    [Test]
    public void Large_pages_are_backed_as_a_whole_and_broken_on_demand()
    {
        MemoryHostOptions options = PageTrial.Host(Machine, [PageTrial.Vm(4096, PageTrial.Quiet)]) with { LargePages = true };
        IPageStore pages = Make(Machine, options);
        GuestFaults faults = pages.Run(0, new GuestUse(2048, 100, 0), 1);
        double broken = pages.BreakLarge(0, 512);
        Assert.Multiple(() =>
        {
            Assert.That(faults.FirstTouchLarge, Is.EqualTo(4));
            Assert.That(faults.FirstTouch, Is.Zero);
            Assert.That(broken, Is.EqualTo(512));
            Assert.That(pages.Of(0).Large, Is.EqualTo(1536));
        });
        pages.Verify();
    }

    [Test]
    public void A_VM_that_is_off_has_nothing()
    {
        IPageStore pages = One(PageTrial.Quiet with { Compressible = 1 });
        pages.Run(0, new GuestUse(2000, 100, 0), 1);
        pages.SwapOut(0, 300);
        pages.Compress(0, 301, 1000);
        pages.Inflate(0, 2500);
        pages.Clear(0);
        Assert.Multiple(() =>
        {
            Assert.That(pages.Free, Is.EqualTo(Machine).Within(1e-6));
            Assert.That(pages.Of(0).Untouched, Is.EqualTo(Size).Within(1e-6));
        });
        pages.Verify();
    }

    [Test]
    public void Touched_pages_are_counted_as_samples_see_them()
    {
        IPageStore pages = One(PageTrial.Quiet with { AccessesPerSecond = 1e6, Shape = MissCurveShape.Linear });
        pages.Run(0, new GuestUse(2000, 1000, 1), 1);
        int touched = pages.CountTouched(0, 10_000, new RandomStreams(2)["samples"]);
        Assert.That(touched, Is.EqualTo(2500).Within(200)); // a quarter of the VM's pages; 4.6 sd
    }

    // B. Fagin: a page that is accessed at rate r is out with chance x / (x + r) under random replacement, if all of it is in equilibrium.
    [Test]
    public void Under_random_replacement_of_pages_alike_the_missing_part_misses()
    {
        IPageStore pages = One(PageTrial.Quiet with { AccessesPerSecond = 100_000, Shape = MissCurveShape.Linear });
        pages.Allow(0, 1000, true);
        pages.Run(0, new GuestUse(2000, 2000, 0), 1);
        GuestFaults faults = pages.Run(0, new GuestUse(2000, 2000, 1), 1);
        Assert.Multiple(() =>
        {
            Assert.That(faults.SwapIn, Is.EqualTo(50_000).Within(3 * Math.Sqrt(50_000) + 1000)); // half are out
            Assert.That(faults.SwapOut, Is.EqualTo(faults.SwapIn).Within(1001));
            Assert.That(pages.Of(0).Swapped, Is.EqualTo(1000).Within(1));
        });
        pages.Verify();
    }

    protected IPageStore One(GuestMemory guest) => Make(Machine, PageTrial.Host(Machine, [PageTrial.Vm(Size, guest)]));

    private IPageStore Two() => Make(Machine, PageTrial.Host(Machine, PageTrial.Vms(2, Size, PageTrial.Quiet).ToArray()));
}
