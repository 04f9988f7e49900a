using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Validation.Memory;

/// <summary>What the model says of a mix: guests that do nothing, on a host with KSM and every page by itself.</summary>
internal static class KsmPrediction
{
    /// <summary>The counters after each pass.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="kernel">Gives the tick and the most that may share a page.</param>
    /// <param name="hash">What taking a page's checksum costs.</param>
    public static IReadOnlyList<KsmPass> Of(KsmMix mix, KsmMeasurement kernel, Duration hash)
    {
        Ksm ksm = new(new KsmOptions
        {
            PagesToScan = mix.PagesToScan,
            Sleep = Duration.FromMilliseconds(mix.SleepMs),
            SmartScan = mix.SmartScan,
            ZeroPages = mix.ZeroPages,
            Tick = new Duration((long)(kernel.TickSeconds * 1e9)),
            MostSharers = kernel.MostSharers,
        });
        MemoryHost host = Host(mix, ksm, hash);
        List<KsmPass> passes = [];
        double passed = 0;
        while (passes.Count < mix.Passes)
        {
            host.Advance(kernel.TickSeconds / 4);
            if (ksm.FullScans > passes.Count)
            {
                passed += ksm.LastPassSeconds;
                passes.Add(new KsmPass(
                    passed,
                    host.Measures.ScanSeconds,
                    ksm.PagesShared,
                    ksm.PagesSharing,
                    ksm.PagesUnshared,
                    ksm.PagesVolatile,
                    ksm.PagesScanned,
                    ksm.PagesSkipped,
                    ksm.ZeroPages));
            }
        }

        return passes;
    }

    // The parts of the mix are VMs, in the order of the probe's memory; of a content that VMs share, page i is the same in each.
    private static MemoryHost Host(KsmMix mix, Ksm ksm, Duration hash)
    {
        GuestMemory quiet = new() { Zero = 0, Duplicates = 0, Volatile = 0, PageCache = 0, WritesPerHour = 0, DriftPerHour = 0, AccessesPerSecond = 0 };
        GuestMemory group = quiet with { Shared = [new SharedContent { Content = "groups", Fraction = 1 }] };
        IEnumerable<MemoryClaim> vms =
        [
            Vm(mix.Zero, quiet with { Zero = 1 }),
            .. Enumerable.Repeat(Vm(mix.Groups, group), mix.Copies),
            Vm(mix.Unique, quiet),
            Vm(mix.Volatile, quiet with { Volatile = 1 }),
        ];
        MemoryClaim[] claims = [.. vms.Where(vm => vm.Size > 0)];
        MemoryHost host = new(new MemoryHostOptions
        {
            Installed = mix.Pages,
            Vms = claims,
            Store = (pages, options) => new ExactPages(pages, options),
            Policy = new NoTargets(),
            Mechanisms = [ksm],
            Ladder = _ => new MemoryLadder([0, 0, 0, 0], 0),
            Streams = new RandomStreams(1),
            Costs = new MemoryCosts { Hash = hash },
        });
        for (int vm = 0; vm < claims.Length; vm++)
        {
            host.Use(vm, new GuestUse(claims[vm].Size, 0, 0));
        }

        return host;
    }

    private static MemoryClaim Vm(int pages, GuestMemory guest) => new() { Size = pages, Guest = guest };

    private sealed class NoTargets : IMemoryPolicy
    {
        public void Start(MemoryHost host)
        {
        }

        public void Balance(Span<double> targets, double seconds) => targets.Fill(double.PositiveInfinity);
    }
}
