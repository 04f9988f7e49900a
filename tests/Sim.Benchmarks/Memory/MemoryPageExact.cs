using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Memory;

/// <summary>Operations on pages in a second, with every page of a host of 64 GiB by itself: touches, first touches, scan steps of KSM.</summary>
internal sealed class MemoryPageExact : IQuickBenchmark
{
    private const int Vms = 16;
    private const int Size = 1 << 20; // pages of each VM: 4 GiB
    private const int Rounds = 3;

    public string Name => "memory-page-exact";

    public IEnumerable<QuickRow> Run()
    {
        Ksm ksm = MemoryTrial.Ksm(20_000);
        MemoryHost host = MemoryTrial.Host(Vms, Size, Vms * Size, true, ksm);
        ExactPages pages = (ExactPages)host.Pages;
        long begun = 0;
        double first = Cost.CpuSeconds(() => begun = Begin(pages));
        (double touch, double bare) = (double.PositiveInfinity, double.PositiveInfinity);
        long touched = 0;
        for (int round = 0; round < Rounds; round++)
        {
            touch = Math.Min(touch, Cost.CpuSeconds(() => Touch(pages)));
            touched = Touched(pages);
            bare = Math.Min(bare, Cost.CpuSeconds(() => Mark(touched)));
        }

        for (int vm = 0; vm < Vms; vm++)
        {
            host.Use(vm, new GuestUse(0.9 * Size, 0.25 * Size, 0));
        }

        double scan = Cost.CpuSeconds(() => ksm.Advance(50)); // 20,000 pages each 20 ms and what they cost
        double all = begun + touched + ksm.PagesScanned;
        string checksum = Text.Of($"{begun} first touches, {touched} touched, {ksm.PagesScanned} scanned, {ksm.PagesSharing} saved");
        yield return new QuickRow(Name, all / (first + touch + scan), "page operations/s", "draw-and-mark", touched / bare, checksum);
        yield return new QuickRow(Name + "-first-touch", begun / first, "pages/s", "", double.NaN, "");
        yield return new QuickRow(Name + "-touch", touched / touch, "pages/s", "draw-and-mark", touched / bare, "");
        yield return new QuickRow(Name + "-scan", ksm.PagesScanned / scan, "pages/s", "", double.NaN, "");
        (double events, double cost) = Exchange();
        yield return new QuickRow(Name + "-exchange", events / cost, "pages swapped in and out/s", "", double.NaN, Text.Of($"{events} pages"));
        yield return new QuickRow(Name + "-bytes", pages.BytesPerPage, "B/page", "issue 5", 24, Text.Of($"{Vms * Size} pages"));
    }

    public TinyCheck Tiny()
    {
        Ksm ksm = MemoryTrial.Ksm(1_000);
        MemoryHost host = MemoryTrial.Host(4, 1000, 4000, true, ksm);
        for (int vm = 0; vm < 4; vm++)
        {
            host.Use(vm, new GuestUse(900, 200, 1));
        }

        for (int second = 0; second < 5; second++)
        {
            host.Advance(1);
        }

        host.Pages.Verify();
        double saved = Enumerable.Range(0, 4).Sum(vm => host.Pages.Of(vm).Saved);
        return new TinyCheck(Text.Of($"{saved:F0} pages saved"), Text.Of($"{ksm.PagesSharing} pages saved"));
    }

    private static long Begin(ExactPages pages)
    {
        double begun = 0;
        for (int vm = 0; vm < Vms; vm++)
        {
            begun += pages.Run(vm, new GuestUse(0.9 * Size, 0.25 * Size, 0), 1e-3).FirstTouch;
        }

        return (long)begun;
    }

    // Five minutes of a busy vCPU: 6 M accesses to each VM's working set of a gibibyte.
    private static void Touch(ExactPages pages)
    {
        for (int vm = 0; vm < Vms; vm++)
        {
            pages.Run(vm, new GuestUse(0.9 * Size, 0.25 * Size, 300), 300);
        }
    }

    private static long Touched(ExactPages pages)
    {
        long touched = 0;
        for (int vm = 0; vm < Vms; vm++)
        {
            foreach (byte flags in pages.VmAt(vm).Flags)
            {
                touched += (flags & ExactVm.Accessed) != 0 ? 1 : 0;
            }
        }

        return touched;
    }

    // The least that touching pages one by one would cost: a draw and a mark for each, over as many pages.
    private static void Mark(long touched)
    {
        byte[] marks = new byte[Size / 4 * Vms];
        RandomStream draw = new RandomStreams(1)["bare"];
        for (long i = 0; i < touched; i++)
        {
            marks[draw.NextInt(marks.Length)] |= 1;
        }
    }

    private static (double Events, double Seconds) Exchange()
    {
        MemoryHost host = MemoryTrial.Host(1, Size, Size, true);
        host.Pages.Allow(0, 0.6 * Size, true);
        GuestUse use = new(0.9 * Size, 0.5 * Size, 20);
        host.Pages.Run(0, use, 20);
        double events = 0;
        double cost = Cost.CpuSeconds(() => events = host.Pages.Run(0, use, 20).SwapIn);
        return (events, cost);
    }
}
