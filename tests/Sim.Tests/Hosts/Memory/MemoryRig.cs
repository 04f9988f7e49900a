using System.Collections.Generic;
using System.Linq;
using Sim.Experiments.Validation.Memory;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Policies;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory;

/// <summary>Hosts for tests, in pages; guests whose memory stands still unless a test moves it.</summary>
internal sealed record MemoryRig
{
    /// <summary>No cache, no sharing, no drift; cold pages are never touched.</summary>
    public static GuestMemory Plain => MemoryBench.Quiet;

    public static LadderOptions NoLadder { get; } = new() { Kind = LadderKind.Custom };

    public double Machine { get; init; } = 1000;

    public IMemoryPolicy Policy { get; init; } = new NoMemoryPolicy();

    public IReadOnlyList<IMemoryMechanism> Mechanisms { get; init; } = [];

    public LadderOptions Ladder { get; init; } = NoLadder;

    public IReadOnlyList<MemoryPool> Pools { get; init; } = [];

    public MemoryCosts Costs { get; init; } = new();

    public TranslationOptions? Translation { get; init; }

    public bool LargePages { get; init; }

    public static MemoryClaim Vm(double size, GuestMemory? guest = null) => new() { Name = "vm", Size = size, Guest = guest ?? Plain };

    public MemoryHost Of(params MemoryClaim[] vms) => new(new MemoryHostOptions
    {
        Installed = Machine,
        Vms = [.. vms.Select((vm, i) => vm with { Name = $"{vm.Name}{i}" })],
        Pools = Pools,
        Store = (machine, options) => new StatisticalPages(machine, options),
        Policy = Policy,
        Mechanisms = Mechanisms,
        Ladder = Ladder.Make,
        Costs = Costs,
        Translation = Translation,
        LargePages = LargePages,
        Streams = new RandomStreams(1),
        Verify = true,
    });
}
