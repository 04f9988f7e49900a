using Sim.Hosts.Costs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Translation;

/// <summary>What translating addresses costs (models.md B7; numbers are [M] unless said otherwise).</summary>
public sealed record TranslationOptions
{
    /// <summary>How guest addresses become machine addresses.</summary>
    [Key("mode", "How addresses are translated: 'nested' (EPT, NPT), 'shadow', or 'native' for no hypervisor.")]
    public TranslationMode Mode { get; init; } = TranslationMode.Nested;

    /// <summary>Levels of the guest's page tables.</summary>
    [Key("guestLevels", "Levels of the guest's page tables: 4, or 5 with 57-bit addresses.", Min = 3, Max = 5)]
    public int GuestLevels { get; init; } = 4;

    /// <summary>Levels of the host's page tables.</summary>
    [Key("hostLevels", "Levels of the host's page tables.", Min = 3, Max = 5)]
    public int HostLevels { get; init; } = 4;

    /// <summary>Entries of the last-level TLB, which hold pages of either size (Intel Skylake: 1536).</summary>
    [Key("tlbEntries", "Entries of the last-level TLB.", Min = 1, Max = 1e6)]
    public int TlbEntries { get; init; } = 1536;

    /// <summary>Part of the loads of upper table levels that page-walk caches spare.</summary>
    [Key("walkCache", "Part of the loads of upper table levels that page-walk caches spare.", Min = 0, Max = 1)]
    public double WalkCache { get; init; } = 0.9;

    /// <summary>Part of the translations of guest table addresses that the nested TLB spares.</summary>
    [Key("nestedTlb", "Part of the translations of guest table addresses that the nested TLB spares.", Min = 0, Max = 1)]
    public double NestedTlb { get; init; } = 0.9;

    /// <summary>Time of a table entry's load: between the second-level cache and memory; of a cost table with 256 MiB in use.</summary>
    [Key("tableLoad", "Time to load an entry of a page table.", Min = 0, Max = 1e6, Example = "6 ns")]
    [Measured("random-access", "translation=native;page=4KiB;span=256MiB", Figure = MeasuredFigure.CyclesPerTableLoad)]
    public Duration TableLoad { get; init; } = Duration.FromNanoseconds(6);

    /// <summary>Page changes: accesses that go to another page than those just before.</summary>
    [Key("lookups", "Accesses in a second of CPU time that go to another page than the last ones did.", Min = 0, Max = 1e10)]
    public double LookupsPerSecond { get; init; } = 1e6;

    /// <summary>Writes of the guest to its page tables; under shadow each traps.</summary>
    [Key("tableWrites", "Writes of the guest to its page tables, in a second of CPU time; each traps under shadow.", Min = 0, Max = 1e8)]
    public double TableWritesPerSecond { get; init; } = 2_000;

    /// <summary>What such a trap costs: 1 to 2 us.</summary>
    [Key("tableTrap", "Time of a trapped write to a page table.", Min = 0, Max = 1e6, Example = "1500 ns")]
    [Measured("page-table-write", "translation=shadow;fence=no")]
    public Duration TableTrap { get; init; } = Duration.FromNanoseconds(1500);

    /// <summary>Context switches in the guest; under shadow each traps and flushes the TLB.</summary>
    [Key("contextSwitches", "Context switches in the guest, in a second of CPU time; each traps and flushes under shadow.", Min = 0, Max = 1e7)]
    public double ContextSwitchesPerSecond { get; init; } = 1_000;

    /// <summary>What such a switch costs beyond the refill of the TLB.</summary>
    [Key("switchTrap", "Time of a trapped context switch under shadow, without the refill of the TLB.", Min = 0, Max = 1e6, Example = "2 us")]
    [Measured("address-space-switch", "translation=shadow")]
    public Duration SwitchTrap { get; init; } = Duration.FromNanoseconds(2000);
}
