using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Scenarios;
using Sim.Scenarios.Binding;

namespace Sim.Experiments.Building;

/// <summary>Makes the memory of hosts from a scenario.</summary>
internal sealed class MemoryParts
{
    /// <summary>Kind of the policies.</summary>
    public const string PolicyKind = "memory-policies";

    /// <summary>Kind of the mechanisms.</summary>
    public const string MechanismKind = "memory-mechanisms";

    private const double SharesPerMib = 10; // ESXi's 'normal'
    private const double UsualMinimumMib = 512; // of Hyper-V's dialogue; models.md B4

    private readonly HypervisorMemory _memory;
    private readonly Fleet _fleet;
    private readonly RunOptions _options;
    private readonly long _seed;
    private readonly IReadOnlyList<MemoryPool> _memoryPools;
    private readonly IReadOnlyList<GuestMemory> _guests;
    private readonly OrderedDictionary<string, HostType> _types;
    private readonly MemoryCosts _costs;
    private readonly LadderOptions _ladder;
    private readonly TranslationOptions? _translation;

    private MemoryParts(Scenario scenario, Fleet fleet, IReadOnlyList<PoolSpec> pools, MeasuredCosts measured, RunOptions options)
    {
        (_memory, _fleet, _options) = (scenario.Hypervisor.Memory!, fleet, options);
        _seed = options.Seed ?? scenario.Seed;
        _memoryPools = [.. pools.Select(pool => PoolOf(pool, scenario.Pools))];
        _guests = Guests(scenario, []);
        _types = HostBuilder.TypesByName(scenario);
        _costs = measured.Bind<MemoryCosts>(_memory.Costs);
        _translation = _memory.Translation is { } translation ? measured.Bind<TranslationOptions>(translation) : null;
        _ladder = (LadderOptions)_memory.Ladder.Bind(typeof(LadderOptions), [])!;
    }

    /// <summary>Whether a scenario has its memory modelled.</summary>
    public static bool IsModelled(Scenario scenario) => scenario is
    { Compatibility: Compatibility.None, Hypervisor.Memory: not null };

    /// <summary>The model of a scenario whose checks found no fault; null where it models no memory.</summary>
    public static MemoryModel? Of(Scenario scenario, Fleet fleet, IReadOnlyList<PoolSpec> pools, MeasuredCosts measured, RunOptions options) =>
        IsModelled(scenario) ? new MemoryModel(fleet.Memory, new MemoryParts(scenario, fleet, pools, measured, options).Host) : null;

    /// <summary>What is in the guests of each entry of the workload; the defaults where that has faults.</summary>
    public static IReadOnlyList<GuestMemory> Guests(Scenario scenario, ICollection<InputError> faults) =>
        [.. scenario.Workload.Select(workload => (GuestMemory?)workload.Memory.Bind(typeof(GuestMemory), faults) ?? new GuestMemory())];

    private MemoryHost Host(HostSpec host, IReadOnlyList<Residency> stays)
    {
        HostType type = _types[host.Name];
        int nodes = type.Sockets * type.NodesPerSocket;
        MemoryClaim[] claims = [.. stays.Select((stay, index) => Claim(stay.Vm, index % nodes))];
        return new MemoryHost(new MemoryHostOptions
        {
            Installed = Pages(host.Memory),
            Reserve = Pages(_memory.Reserve) + MostOverhead(stays),
            Nodes = nodes,
            LargePages = _memory.LargePages,
            Vms = claims,
            Pools = _memoryPools,
            Store = _memory.Fidelity == MemoryFidelity.Exact
                ? (machine, options) => new ExactPages(machine, options)
                : (machine, options) => new StatisticalPages(machine, options),
            Policy = (IMemoryPolicy)Make(PolicyKind, _memory.Policy),
            Mechanisms = [.. _memory.Mechanisms.Select(mechanism => (IMemoryMechanism)Make(MechanismKind, mechanism))],
            Ladder = _ => _ladder.Make(Pages(host.Memory)),
            Costs = _costs,
            Translation = _translation,
            Streams = new RandomStreams(unchecked((long)(StableHash.Of(host.Name) ^ (ulong)_seed))),
            Verify = _options.Verify,
        });
    }

    private object Make(string kind, PartReference reference) => Parts.Make(_options.Parts, kind, reference.Part, reference.Options, [])!;

    private MemoryClaim Claim(int vm, int node)
    {
        VmSpec spec = _fleet.Vms[vm];
        VmMemoryClaim claim = _fleet.TypeOf(vm).MemoryClaim;
        double size = spec.MemoryMib * PageSizes.PerMebibyte;
        double startup = Math.Min(size, claim.Startup is { } bytes ? Pages(bytes) : size);
        double minimum = claim.Minimum is { } least ? Pages(least) : UsualMinimumMib * PageSizes.PerMebibyte;
        return new MemoryClaim
        {
            Name = _fleet.Labels.Name(vm),
            Size = size,
            Vcpus = spec.Vcpus,
            Shares = claim.Shares ?? (SharesPerMib * spec.MemoryMib),
            Reservation = Math.Min(size, Pages(claim.Reservation)),
            Limit = claim.Limit is { } limit ? Pages(limit) : double.PositiveInfinity,
            Pool = spec.Pool,
            Startup = startup,
            Minimum = Math.Min(startup, minimum),
            Buffer = claim.Buffer,
            Weight = claim.Weight,
            Salt = claim.Salt,
            Node = node,
            Guest = _guests[_fleet.GroupOf(vm)],
        };
    }

    private static MemoryPool PoolOf(PoolSpec pool, IReadOnlyList<ResourcePool> written)
    {
        PoolMemory memory = written.First(one => string.Equals(one.Name, pool.Name, StringComparison.Ordinal)).Memory;
        return new MemoryPool(pool.Parent, memory.Shares, Pages(memory.Reservation), memory.Limit is { } limit ? Pages(limit) : double.PositiveInfinity);
    }

    // VMs come and go: what those need that are there at one time, at most.
    private double MostOverhead(IReadOnlyList<Residency> stays)
    {
        (int Step, double Pages)[] changes =
        [
            .. stays.SelectMany(stay => new[] { (stay.FirstStep, Overhead(stay.Vm)), (stay.EndStep, -Overhead(stay.Vm)) })
                .OrderBy(change => change.Item1).ThenBy(change => change.Item2),
        ];
        (double now, double most) = (0, 0);
        foreach ((int _, double pages) in changes)
        {
            now += pages;
            most = Math.Max(most, now);
        }

        return most;
    }

    private double Overhead(int vm)
    {
        VmSpec spec = _fleet.Vms[vm];
        MemoryOverhead overhead = _memory.Overhead;
        double mib = overhead.Base.Mebibytes + (overhead.PerGib.Mebibytes * spec.MemoryMib / 1024) + (overhead.PerVcpu.Mebibytes * spec.Vcpus);
        return mib * PageSizes.PerMebibyte;
    }

    private static double Pages(Bytes bytes) => bytes.Mebibytes * PageSizes.PerMebibyte;
}
