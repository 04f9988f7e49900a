using System;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Memory;

/// <summary>Hosts of like VMs for benchmarks of memory.</summary>
internal static class MemoryTrial
{
    public static readonly GuestMemory Guest = new() { Shared = [new SharedContent { Content = "os", Fraction = 0.25 }], Duplicates = 0.05 };

    public static MemoryHost Host(int vms, double size, double machine, bool exact, params IMemoryMechanism[] mechanisms) => new(new MemoryHostOptions
    {
        Installed = machine,
        Vms = [.. Enumerable.Range(0, vms).Select(vm => new MemoryClaim { Name = Text.Of($"vm-{vm}"), Size = size, Guest = Guest, Vcpus = 4 })],
        Store = exact ? (pages, options) => new ExactPages(pages, options) : (pages, options) => new StatisticalPages(pages, options),
        Policy = new EqualTargets(),
        Mechanisms = mechanisms,
        Ladder = pages => new MemoryLadder([0.06 * pages, 0.04 * pages, 0.02 * pages, 0.01 * pages], 0.1),
        Streams = new RandomStreams(1),
    });

    public static Ksm Ksm(int pagesToScan) => new(new KsmOptions { PagesToScan = pagesToScan });

    // Each VM as much as any other, as far as it goes.
    private sealed class EqualTargets : IMemoryPolicy
    {
        private double _each;

        public void Start(MemoryHost host) => _each = host.Pages.Machine / host.Vms.Count;

        public void Balance(Span<double> targets, double seconds) => targets.Fill(_each);
    }
}
