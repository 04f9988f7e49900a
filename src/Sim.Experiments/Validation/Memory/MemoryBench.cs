using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Memory;

/// <summary>A host's memory for a study: VMs whose guests do nothing but what the study says.</summary>
internal sealed record MemoryBench
{
    /// <summary>Pages of a mebibyte.</summary>
    public const double Mebibyte = PageSizes.PerMebibyte;

    /// <summary>A guest without page cache, like pages, drift or writes; cold pages stay cold.</summary>
    public static GuestMemory Quiet { get; } = new()
    {
        PageCache = 0,
        Zero = 0,
        Duplicates = 0,
        Volatile = 0,
        DriftPerHour = 0,
        WritesPerHour = 0,
        Shape = MissCurveShape.Linear,
        ColdInterval = Duration.FromHours(2_000_000),
    };

    /// <summary>No operation takes time.</summary>
    public static MemoryCosts Free { get; } = new()
    {
        FirstTouch = Duration.Zero,
        FirstTouchLarge = Duration.Zero,
        CopyOnWrite = Duration.Zero,
        BalloonPage = Duration.Zero,
        Compress = Duration.Zero,
        Decompress = Duration.Zero,
        Reclaim = Duration.Zero,
        SwapIn = Duration.Zero,
        SwapOut = Duration.Zero,
        GuestRead = Duration.Zero,
        Hash = Duration.Zero,
        Compare = Duration.Zero,
    };

    /// <summary>Machine pages for VMs.</summary>
    public required double Machine { get; init; }

    /// <summary>The VMs.</summary>
    public required IReadOnlyList<MemoryClaim> Vms { get; init; }

    /// <summary>The policy; none where nobody says.</summary>
    public IMemoryPolicy Policy { get; init; } = new NoMemoryPolicy();

    /// <summary>The mechanisms.</summary>
    public IReadOnlyList<IMemoryMechanism> Mechanisms { get; init; } = [];

    /// <summary>The ladder; none where nobody says.</summary>
    public LadderOptions Ladder { get; init; } = new() { Kind = LadderKind.Custom };

    /// <summary>Costs; nothing costs anything where nobody says.</summary>
    public MemoryCosts Costs { get; init; } = Free;

    /// <summary>Whether every page is kept.</summary>
    public bool IsExact { get; init; }

    /// <summary>Seed of the random numbers.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>VMs that are alike.</summary>
    public static MemoryClaim[] Alike(int count, double size, GuestMemory guest) =>
        [.. Enumerable.Range(0, count).Select(i => new MemoryClaim { Name = string.Create(CultureInfo.InvariantCulture, $"vm-{i}"), Size = size, Guest = guest })];

    /// <summary>The host.</summary>
    public MemoryHost Make() => new(new MemoryHostOptions
    {
        Installed = Machine,
        Vms = Vms,
        Store = (machine, options) => IsExact ? new ExactPages(machine, options) : new StatisticalPages(machine, options),
        Policy = Policy,
        Mechanisms = Mechanisms,
        Ladder = Ladder.Make,
        Costs = Costs,
        Streams = new RandomStreams(Seed),
        Verify = true,
    });

    /// <summary>The host with all VMs on that use all of their memory and run no code.</summary>
    public MemoryHost MakeFull()
    {
        MemoryHost host = Make();
        for (int vm = 0; vm < Vms.Count; vm++)
        {
            host.Use(vm, new GuestUse(Vms[vm].Size, 0, 0));
        }

        return host;
    }
}
