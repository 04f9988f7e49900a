using System;
using System.Linq;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Timing.Translation;

/// <summary>A translation unit over real page tables in memory, whose entries take 3 cycles to read and 1 besides.</summary>
internal sealed class UnitBench : IDisposable
{
    /// <summary>Cycles of each entry read.</summary>
    public const int Reference = 4;

    /// <summary>No caches in the walker.</summary>
    public static readonly TranslationConfiguration Plain = new()
    {
        Instructions = 4,
        Data = 4,
        Second = 16,
        SecondWays = 4,
        SecondLatency = 7,
        WalkCache = 0,
        GuestWalkCache = 0,
        NestedTlb = 0,
        Step = 1,
    };

    /// <summary>Where the mapped pages are, virtual; one after the other.</summary>
    public const ulong Pages = 0x4000_0000;

    private readonly int _first;
    private readonly ulong _root;

    /// <summary>Maps 64 pages of 4 KiB, or one of a higher level, by tables of so many levels: 0 for none.</summary>
    public UnitBench(TranslationConfiguration configuration, int first, int second = 0, bool isGuest = false, int leaf = 0, ulong flags = TableBuilder.All)
    {
        _first = first;
        Builder = new TableBuilder(Raw);
        _root = Builder.Root();
        ulong host = Builder.Root();
        for (ulong page = 0; page < 64; page += leaf > 0 ? 64UL : 1UL)
        {
            Builder.Map(_root, Math.Max(first, 3), Pages + (page << 12), RawHart.Base + (page << 12), leaf, flags);
            if (second > 0 && leaf == 0)
            {
                Builder.Map(host, second, (first > 0 ? RawHart.Base : Pages) + (page << 12), RawHart.Base + (page << 12));
            }
        }

        if (second > 0)
        {
            Builder.MapTables(host, second, leaf);
        }

        Raw.Write(TableBuilder.Hgatp, TableBuilder.Atp(second, host, 1));
        Switch(1);
        Builder.Enter(isGuest || second > 0);
        Unit = new TranslationUnit(configuration, new MachinePageTables(Raw.Hart), new FixedPort { LoadLatency = 3 });
    }

    public RawHart Raw { get; } = new RawHart().OpenMemory();

    public TableBuilder Builder { get; }

    public TranslationUnit Unit { get; }

    /// <summary>Changes the ASID.</summary>
    public void Switch(ulong asid)
    {
        Raw.Write(TableBuilder.Satp, TableBuilder.Atp(_first, _root, asid));
        Raw.Write(TableBuilder.Vsatp, TableBuilder.Atp(_first, _root, asid));
        Unit?.SpaceChanged();
    }

    /// <summary>Loads from a page.</summary>
    /// <returns>How long its translation takes.</returns>
    public long Load(ulong page, long cycle = 1000) => Unit.Translate(Pages + (page << 12) + 8, AccessType.Load, asGuest: false, cycle).Ready - cycle;

    /// <summary>Fetches from a page.</summary>
    public long Fetch(ulong page, long cycle = 1000) => Unit.Translate(Pages + (page << 12) + 8, AccessType.Fetch, asGuest: false, cycle).Ready - cycle;

    /// <summary>A count.</summary>
    public long this[string name]
    {
        get
        {
            CounterList counters = new();
            Unit.Count(counters);
            return counters.All.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Value;
        }
    }

    public void Dispose() => Raw.Dispose();
}
