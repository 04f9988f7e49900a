using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory.Pages;

/// <summary>Hosts for tests of pages and of what shares them.</summary>
internal static class PageTrial
{
    /// <summary>A guest that does nothing by itself: no accesses, writes, drift; contents all private.</summary>
    public static GuestMemory Quiet => new()
    {
        Zero = 0,
        Duplicates = 0,
        Volatile = 0,
        PageCache = 0,
        WritesPerHour = 0,
        DriftPerHour = 0,
        AccessesPerSecond = 0,
        ColdInterval = Duration.FromHours(1_000_000),
    };

    public static MemoryClaim Vm(double size, GuestMemory guest) => new() { Size = size, Guest = guest };

    public static MemoryHostOptions Host(double machine, IEnumerable<MemoryClaim> vms, params IMemoryMechanism[] mechanisms) => new()
    {
        Installed = machine,
        Vms = [.. vms],
        Store = (pages, options) => new ExactPages(pages, options),
        Policy = new NoTargets(),
        Mechanisms = mechanisms,
        Ladder = _ => new MemoryLadder([0, 0, 0, 0], 0),
        Streams = new RandomStreams(1),
        Verify = true,
    };

    /// <summary>A host whose VMs use all of their memory, once they have touched it.</summary>
    public static MemoryHost Started(MemoryHostOptions options)
    {
        MemoryHost host = new(options);
        for (int vm = 0; vm < options.Vms.Count; vm++)
        {
            host.Use(vm, new GuestUse(options.Vms[vm].Size, options.Vms[vm].Size / 4, 0));
        }

        return host;
    }

    /// <summary>Like VMs.</summary>
    public static IEnumerable<MemoryClaim> Vms(int count, double size, GuestMemory guest) =>
        Enumerable.Range(0, count).Select(vm => Vm(size, guest) with { Name = $"vm-{vm}" });

    private sealed class NoTargets : IMemoryPolicy
    {
        public void Start(MemoryHost host)
        {
        }

        public void Balance(Span<double> targets, double seconds) => targets.Fill(double.PositiveInfinity);
    }
}
