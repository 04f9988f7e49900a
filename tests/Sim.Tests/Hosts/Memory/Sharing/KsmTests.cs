using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Quantities;
using Sim.Tests.Hosts.Memory.Pages;

namespace Sim.Tests.Hosts.Memory.Sharing;

internal sealed class KsmTests
{
    private const double Pass = 1; // seconds that the tests' scans take for a pass, all in one batch

    // The issue's mix, and what this kernel made of it: 20,000 pages, of which 5,000 are equal and 5,000 in 50 groups.
    [Test]
    public void The_mix_of_the_issue_comes_out_as_the_kernel_found_it()
    {
        Ksm ksm = new(new KsmOptions { PagesToScan = 1000, Sleep = Duration.FromMilliseconds(1) });
        GuestMemory equal = PageTrial.Quiet with { Zero = 1 };
        GuestMemory group = PageTrial.Quiet with { Shared = [new SharedContent { Content = "groups", Fraction = 1 }] };
        MemoryHost host = PageTrial.Started(PageTrial.Host(
            30_000, [PageTrial.Vm(5000, equal), .. PageTrial.Vms(100, 50, group), PageTrial.Vm(10_000, PageTrial.Quiet)], ksm));
        while (ksm.FullScans < 2)
        {
            host.Advance(0.001);
        }

        Assert.Multiple(() =>
        {
            Assert.That(ksm.PagesShared, Is.EqualTo(70)); // 50 groups, and 5,000 / 256 = 19.5 copies of the equal ones
            Assert.That(ksm.PagesSharing, Is.EqualTo(9930));
            Assert.That(ksm.PagesUnshared, Is.EqualTo(10_000));
            Assert.That(ksm.PagesVolatile, Is.Zero);
            Assert.That(host.Pages.Free, Is.EqualTo(30_000 - 10_070));
        });
    }

    [Test]
    public void A_pair_is_merged_in_the_second_pass()
    {
        Ksm ksm = InOneBatch(100);
        MemoryHost host = PageTrial.Started(PageTrial.Host(1000, PageTrial.Vms(2, 50, OfOneImage(1)), ksm));
        host.Advance(Pass);
        Assert.That((ksm.FullScans, ksm.PagesSharing, ksm.PagesVolatile), Is.EqualTo((0L, 0.0, 100.0)));
        host.Advance(Pass); // finds the end
        host.Advance(Pass);
        Assert.That((ksm.FullScans, ksm.PagesShared, ksm.PagesSharing), Is.EqualTo((1L, 50.0, 50.0)));
    }

    [Test]
    public void Volatile_pages_are_never_compared()
    {
        Ksm ksm = InOneBatch(200, smart: false);
        MemoryHost host = PageTrial.Started(PageTrial.Host(1000, PageTrial.Vms(2, 100, PageTrial.Quiet with { Volatile = 0.4 }), ksm));
        Passes(host, ksm, 5);
        Assert.That((ksm.PagesUnshared, ksm.PagesVolatile), Is.EqualTo((120.0, 80.0)).Within(2));
    }

    // models.md B3: 100 pages each 20 ms are 5000 pages/s = 19.53 MiB/s, if scanning took no time.
    [Test]
    public void The_ceiling_is_5000_pages_a_second()
    {
        Ksm ksm = new(new KsmOptions());
        MemoryHost host = PageTrial.Started(Free(PageTrial.Host(100_000, [PageTrial.Vm(100_000, PageTrial.Quiet)], ksm)));
        host.Advance(10);
        Assert.That(ksm.PagesScanned / 10, Is.EqualTo(5000).Within(10)); // a batch more or less
        Assert.That(ksm.PagesScanned / 10 / PageSizes.PerMebibyte, Is.EqualTo(19.53).Within(0.05));
    }

    [Test]
    public void Scanning_takes_the_time_that_its_costs_say()
    {
        Ksm ksm = new(new KsmOptions { SmartScan = false });
        MemoryHostOptions options = PageTrial.Host(100_000, [PageTrial.Vm(100_000, PageTrial.Quiet)], ksm);
        MemoryHost host = PageTrial.Started(options with { Costs = new MemoryCosts { Hash = Duration.FromNanoseconds(50_000) } });
        host.Advance(10); // a batch takes 20 ms + 100 x 50 us
        Assert.That(ksm.PagesScanned, Is.EqualTo(40_000).Within(100));
        Assert.That(host.Measures.ScanSeconds, Is.EqualTo(40_000 * 50e-6).Within(0.006));
    }

    [TestCase(20, 4, 24)] // five ticks, the first of which has begun when the sleep does
    [TestCase(20, 1, 21)]
    [TestCase(20, 10, 30)]
    [TestCase(1, 4, 8)]
    public void Sleeps_end_on_ticks(int sleep, int tick, int period)
    {
        Ksm ksm = new(new KsmOptions { Sleep = Duration.FromMilliseconds(sleep), Tick = Duration.FromMilliseconds(tick) });
        MemoryHost host = PageTrial.Started(Free(PageTrial.Host(1_000_000, [PageTrial.Vm(1_000_000, PageTrial.Quiet)], ksm)) with { Verify = false });
        host.Advance(12);
        Assert.That(ksm.PagesScanned, Is.EqualTo(12_000.0 / period * 100).Within(100));
    }

    // models.md G10: N copies cost ceil(N / 256) machine pages. One alone beyond a full copy waits for another.
    [TestCase(2)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(258)]
    [TestCase(512)]
    [TestCase(1000)]
    public void Of_so_many_copies_one_in_256_stays(int copies)
    {
        Ksm ksm = InOneBatch(copies);
        MemoryHost host = PageTrial.Started(PageTrial.Host(5000, [PageTrial.Vm(copies, PageTrial.Quiet with { Zero = 1 })], ksm));
        Passes(host, ksm, 3);
        Assert.That(5000 - host.Pages.Free, Is.EqualTo(Math.Ceiling(copies / 256.0)));
        Assert.That(ksm.PagesSharing, Is.EqualTo(copies - Math.Ceiling(copies / 256.0)));
    }

    [Test]
    public void The_page_of_zeros_has_no_limit()
    {
        Ksm ksm = new(new KsmOptions { PagesToScan = 1000, ZeroPages = true });
        MemoryHost host = PageTrial.Started(PageTrial.Host(5000, [PageTrial.Vm(1000, PageTrial.Quiet with { Zero = 1 })], ksm));
        Passes(host, ksm, 2);
        Assert.That((ksm.ZeroPages, ksm.PagesShared, ksm.PagesSharing), Is.EqualTo((1000.0, 0.0, 0.0)));
        Assert.That(host.Pages.Free, Is.EqualTo(4999));
    }

    // models.md B3: tried in passes 0, 1, 2, 3, 5, 8, 13, then every ninth.
    [Test]
    public void Smart_scan_leaves_pages_out_longer_and_longer()
    {
        Ksm ksm = InOneBatch(100);
        MemoryHost host = PageTrial.Started(PageTrial.Host(1000, [PageTrial.Vm(100, PageTrial.Quiet)], ksm));
        List<long> tried = [];
        for (long pass = 0; pass < 50; pass++)
        {
            double before = ksm.PagesScanned;
            Passes(host, ksm, pass + 1);
            if (ksm.PagesScanned > before)
            {
                tried.Add(pass);
            }
        }

        Assert.That(tried, Is.EqualTo([0, 1, 2, 3, 5, 8, 13, 22, 31, 40, 49]));
    }

    [Test]
    public void In_the_long_run_smart_scan_tries_one_in_nine()
    {
        Ksm ksm = InOneBatch(1000);
        MemoryHost host = PageTrial.Started(PageTrial.Host(1000, [PageTrial.Vm(900, PageTrial.Quiet)], ksm));
        Passes(host, ksm, 13);
        double before = ksm.PagesScanned;
        Passes(host, ksm, 13 + 90);
        Assert.That((ksm.PagesScanned - before) / 90 / 900, Is.EqualTo(1 / 9.0));
    }

    [Test]
    public void Nodes_keep_to_themselves_if_they_must([Values] bool across, [Values] bool sums)
    {
        Ksm ksm = new(new KsmOptions { PagesToScan = 1000, AcrossNodes = across });
        MemoryClaim[] vms = [.. PageTrial.Vms(4, 100, OfOneImage(1)).Select((vm, i) => vm with { Node = i % 2 })];
        MemoryHostOptions options = PageTrial.Host(1000, vms, ksm);
        MemoryHost host = PageTrial.Started(sums ? options with { Store = (pages, all) => new StatisticalPages(pages, all) } : options);
        Passes(host, ksm, 2);
        Assert.That(ksm.PagesShared, Is.EqualTo(across ? 100 : 200).Within(1e-6));
    }

    // Linux before 6.11 looked every page up among the shared ones, without waiting for a second pass.
    [Test]
    public void Older_kernels_merge_a_newcomer_at_once([Values] bool checksumFirst)
    {
        Ksm ksm = new(new KsmOptions { PagesToScan = 1000, ChecksumFirst = checksumFirst, SmartScan = false });
        MemoryHostOptions options = PageTrial.Host(1000, PageTrial.Vms(3, 100, OfOneImage(1)), ksm);
        MemoryHost host = new(options);
        host.Use(0, new GuestUse(100, 10, 0));
        host.Use(1, new GuestUse(100, 10, 0));
        Passes(host, ksm, 2);
        host.Use(2, new GuestUse(100, 10, 0));
        Passes(host, ksm, 3);
        Assert.That(ksm.PagesSharing, Is.EqualTo(checksumFirst ? 100 : 200));
    }

    // mm/ksm.c, scan_time_advisor: the first pass takes 200 s at 500 pages a batch with nothing smoothed yet, so changes count 30 %.
    [Test]
    public void The_advisor_nears_its_target()
    {
        Ksm ksm = new(new KsmOptions { Advisor = KsmAdvisor.ScanTime, SmartScan = false, Sleep = Duration.FromMilliseconds(1), Target = Duration.FromSeconds(20) });
        MemoryHost host = PageTrial.Started(PageTrial.Host(1_000_000, [PageTrial.Vm(1_000_000, PageTrial.Quiet)], ksm) with { Verify = false });
        Assert.That(ksm.PagesToScan, Is.EqualTo(500));
        double previous = 0;
        for (int pass = 1; pass <= 12; pass++)
        {
            previous = ksm.LastPassSeconds;
            Passes(host, ksm, pass, 0.05);
        }

        Assert.That(ksm.PagesToScan, Is.InRange(10, 30_000));
        Assert.That(ksm.LastPassSeconds, Is.EqualTo(previous).Within(0.2 * previous)); // settled
    }

    [Test]
    public void Profit_is_what_is_saved_less_the_scanners_own_accounts()
    {
        Ksm ksm = InOneBatch(1000);
        MemoryHost host = PageTrial.Started(PageTrial.Host(1000, PageTrial.Vms(2, 100, OfOneImage(0.5)), ksm));
        Passes(host, ksm, 2);
        Assert.That(ksm.Profit, Is.EqualTo((ksm.PagesSharing * 4096) - (200 * 64)));
    }

    // Pages saved are all of a class but one copy for each 256 of each page that somebody has.
    [FsCheck.NUnit.Property(MaxTest = 40)]
    public void Saved_pages_are_those_of_the_closed_form(byte[] vms, byte zero, byte shared)
    {
        double zeroPart = zero / 600.0;
        double sharedPart = shared / 600.0;
        GuestMemory guest = PageTrial.Quiet with { Zero = zeroPart, Shared = [new SharedContent { Content = "os", Fraction = sharedPart }] };
        MemoryClaim[] claims = [.. vms.Take(12).Select(size => PageTrial.Vm(20 + size, guest))];
        if (claims.Length == 0)
        {
            return;
        }

        Ksm ksm = new(new KsmOptions { PagesToScan = 5000 });
        MemoryHost host = PageTrial.Started(PageTrial.Host(10_000, claims, ksm));
        Passes(host, ksm, 3);
        ExactPages pages = (ExactPages)host.Pages;
        Dictionary<int, int> copies = []; // lookup only: pages by content
        for (int vm = 0; vm < claims.Length; vm++)
        {
            ExactVm row = pages.VmAt(vm);
            foreach (int content in Enumerable.Range(0, row.Size).Select(page => pages.ContentAt(row, page)).Where(content => content >= 0))
            {
                copies[content] = copies.GetValueOrDefault(content) + 1;
            }
        }

        double saved = copies.Values.Sum(count => count - Math.Ceiling(count / 256.0));
        Assert.That(claims.Sum(claim => claim.Size) - (10_000 - pages.Free), Is.EqualTo(saved));
        Assert.That(ksm.PagesSharing, Is.EqualTo(saved));
    }

    private static GuestMemory OfOneImage(double fraction) =>
        PageTrial.Quiet with { Shared = [new SharedContent { Content = "os", Fraction = fraction }] };

    private static Ksm InOneBatch(int pages, bool smart = true) =>
        new(new KsmOptions { PagesToScan = pages, Sleep = Duration.FromSeconds((int)Pass), SmartScan = smart });

    private static MemoryHostOptions Free(MemoryHostOptions options) =>
        options with { Costs = new MemoryCosts { Hash = default, Compare = default } };

    private static void Passes(MemoryHost host, Ksm ksm, long passes, double step = 0.02)
    {
        while (ksm.FullScans < passes)
        {
            host.Advance(step);
        }
    }
}
