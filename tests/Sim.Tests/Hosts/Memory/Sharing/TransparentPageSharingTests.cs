using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Quantities;
using Sim.Tests.Hosts.Memory.Pages;

namespace Sim.Tests.Hosts.Memory.Sharing;

internal sealed class TransparentPageSharingTests
{
    private const double Hour = 3600;

    private static GuestMemory Image => PageTrial.Quiet with { Shared = [new SharedContent { Content = "os", Fraction = 0.6 }], Zero = 0.1 };

    [Test]
    public void In_an_hour_as_many_pages_are_scanned_as_a_VM_has()
    {
        TransparentPageSharing tps = new(new TransparentPageSharingOptions());
        MemoryHost host = PageTrial.Started(PageTrial.Host(100_000, PageTrial.Vms(2, 36_000, PageTrial.Quiet), tps));
        host.Advance(Hour);
        Assert.That(tps.PagesScanned, Is.EqualTo(72_000).Within(2));
    }

    // 4 MiB/s for each GHz; 1024 pages/s for each VM.
    [TestCase(1.0, 1024)]
    [TestCase(100.0, 2048)]
    public void The_host_and_each_VM_have_a_limit(double ghz, double pages)
    {
        TransparentPageSharing tps = new(new TransparentPageSharingOptions { Ghz = ghz, ScanTime = Duration.FromSeconds(1) });
        MemoryHost host = PageTrial.Started(PageTrial.Host(100_000, PageTrial.Vms(2, 36_000, PageTrial.Quiet), tps));
        host.Advance(10);
        Assert.That(tps.PagesScanned / 10, Is.EqualTo(pages).Within(1));
    }

    // models.md G9 (c): n like VMs have c (n - 1) / n of their pages back, and their zeros.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    [TestCase(10)]
    public void Like_VMs_share_what_they_have_in_common(int vms)
    {
        TransparentPageSharing tps = new(new TransparentPageSharingOptions { Salting = false });
        MemoryHost host = PageTrial.Started(PageTrial.Host(100_000, PageTrial.Vms(vms, 5000, Image), tps));
        Hours(host, 12);
        double all = vms * 5000;
        double saved = all - (host.Pages.Machine - host.Pages.Free);
        double expected = (0.6 * (vms - 1) * 5000) + (0.1 * all) - 1;
        Assert.That(saved, Is.EqualTo(expected).Within(Math.Max(3, 0.001 * expected)));
    }

    [Test]
    public void Salts_keep_VMs_apart()
    {
        TransparentPageSharing tps = new(new TransparentPageSharingOptions());
        MemoryClaim[] vms = [.. PageTrial.Vms(4, 1000, Image).Select((vm, i) => vm with { Salt = i < 2 ? "one" : "" })];
        MemoryHost host = PageTrial.Started(PageTrial.Host(100_000, vms, tps));
        Hours(host, 12);
        Assert.Multiple(() =>
        {
            Assert.That(host.Pages.Of(0).Shared, Is.EqualTo(700).Within(1));
            Assert.That(host.Pages.Of(2).Shared, Is.EqualTo(100).Within(1)); // its zeros
            Assert.That(4000 - (host.Pages.Machine - host.Pages.Free), Is.EqualTo(600 + 199 + (2 * 99)).Within(3));
        });
    }

    [Test]
    public void Large_pages_are_not_shared_until_memory_is_short()
    {
        TransparentPageSharing tps = new(new TransparentPageSharingOptions { Salting = false });
        MemoryHostOptions options = PageTrial.Host(10_240, PageTrial.Vms(2, 5120, Image), tps) with { LargePages = true };
        MemoryHost host = PageTrial.Started(options);
        host.Advance(1);
        Hours(host, 6);
        Assert.That(host.Pages.Of(0).Shared, Is.Zero);
        double freed = tps.Reclaim(0, 1000);
        Assert.Multiple(() =>
        {
            Assert.That(freed, Is.InRange(1000, 1000 + PageSizes.PerLarge)); // large pages are broken as a whole
            Assert.That(host.Pages.Of(0).Large, Is.LessThan(5120));
        });
        host.Pages.Verify();
    }

    private static void Hours(MemoryHost host, int hours)
    {
        for (int minute = 0; minute < 60 * hours; minute += 5)
        {
            host.Advance(300);
        }
    }
}
