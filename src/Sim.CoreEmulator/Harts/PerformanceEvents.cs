using System.Collections.Generic;
using System.Linq;

namespace Sim.CoreEmulator.Harts;

/// <summary>The events of mhpmevent3 to mhpmevent31: any counter counts any of them.</summary>
/// <remarks>
/// Codes are the event_idx of the SBI specification 2.0, chapter "Performance Monitoring Unit Extension", which it recommends for mhpmevent and which OpenSBI
/// writes where a device tree says nothing else: type 0 hardware, type 1 caches (cache &lt;&lt; 3 | operation &lt;&lt; 1 | result), type 2 this machine's own.
/// Caches, TLBs and the branch unit do not tell reads from writes: as with Linux's map for Arm's PMUv3, "read" stands for both, and there is no "write".
/// </remarks>
internal static class PerformanceEvents
{
    /// <summary>Nothing: the counter stands.</summary>
    public const ulong None = 0;

    /// <summary>The code of cycles.</summary>
    public const ulong CpuCycles = 1;

    /// <summary>The code of retired instructions.</summary>
    public const ulong Instructions = 2;

    /// <summary>The first code of the machine's own events: event_idx.type 2.</summary>
    public const ulong Own = 0x2_0000;

    /// <summary>The bits in which the machine's own codes differ.</summary>
    public const ulong OwnBits = 0xF;

    /// <summary>Stands for the accesses to whichever cache of the core is the last.</summary>
    public const string LastLevelReferences = "last_level_references";

    /// <summary>Stands for the misses of whichever cache of the core is the last.</summary>
    public const string LastLevelMisses = "last_level_misses";

    private const ulong Caches = 0x1_0000;
    private static readonly string[] Mispredictions = ["conditional_mispredictions", "indirect_mispredictions", "return_mispredictions"];
    private static readonly PerformanceEvent[] Events = [.. Table().OrderBy(row => row.Code).Select((row, index) => row with { Index = index })];

    /// <summary>All there are, by code.</summary>
    public static IReadOnlyList<PerformanceEvent> All => Events;

    /// <summary>The event of a code; null where there is none.</summary>
    public static PerformanceEvent? Find(ulong code)
    {
        foreach (PerformanceEvent found in Events)
        {
            if (found.Code == code)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<PerformanceEvent> Table() => [.. Hardware(), .. CacheEvents(), .. OwnEvents()];

    private static PerformanceEvent[] Hardware() =>
    [
        new(CpuCycles, "cpu-cycles", ["cycles"], "cycles, as mcycle counts them"),
        new(Instructions, "instructions", ["instructions"], "instructions retired, as minstret counts them"),
        new(3, "cache-references", [LastLevelReferences], "accesses to the last level of cache"),
        new(4, "cache-misses", [LastLevelMisses], "misses of the last level of cache"),
        new(5, "branch-instructions", ["branches"], "branches, jumps, calls and returns"),
        new(6, "branch-misses", Mispredictions, "directions and targets seen to be wrong at execution"),
        new(8, "stalled-cycles-frontend", ["branch", "instruction-cache", "trap"], "cycles of the CPI stack lost for want of instructions"),
        new(9, "stalled-cycles-backend",
            ["dependency", "data-l1", "data-l2", "data-llc", "data-memory", "data-remote", "device", "tlb", "structural", "serialisation"],
            "cycles of the CPI stack lost by instructions that were there; those of both TLBs are among them"),
    ];

    private static PerformanceEvent[] CacheEvents() =>
    [
        new(Code(0, 0, 0), "L1-dcache-loads", ["l1d_accesses"], "accesses to L1D, by stores and, where they go there, page walks too"),
        new(Code(0, 0, 1), "L1-dcache-load-misses", ["l1d_misses"], "misses of L1D, those of stores among them"),
        new(Code(0, 2, 0), "L1-dcache-prefetches", ["l1d_prefetches"], "lines that L1D's prefetchers asked for"),
        new(Code(1, 0, 0), "L1-icache-loads", ["l1i_accesses"], "accesses to L1I, which the front end makes by lines, not by instructions"),
        new(Code(1, 0, 1), "L1-icache-load-misses", ["l1i_misses"], "misses of L1I"),
        new(Code(2, 0, 0), "LLC-loads", [LastLevelReferences], "accesses to the last level of cache"),
        new(Code(2, 0, 1), "LLC-load-misses", [LastLevelMisses], "misses of the last level of cache"),
        new(Code(3, 0, 1), "dTLB-load-misses", ["dtlb_misses"], "misses of the first-level data TLB, those of stores among them"),
        new(Code(4, 0, 1), "iTLB-load-misses", ["itlb_misses"], "misses of the first-level instruction TLB"),
        new(Code(5, 0, 0), "branch-loads", ["branches"], "the same as branch-instructions"),
        new(Code(5, 0, 1), "branch-load-misses", Mispredictions, "the same as branch-misses"),
    ];

    private static PerformanceEvent[] OwnEvents() =>
    [
        new(Own + 1, "l2-references", ["l2_accesses"], "accesses to L2"),
        new(Own + 2, "l2-misses", ["l2_misses"], "misses of L2"),
        new(Own + 3, "stlb-misses", ["stlb_misses"], "misses of the second-level TLB"),
        new(Own + 4, "page-walks", ["walks"], "page walks"),
        new(Own + 5, "page-walk-references", ["walk_references"], "page-table entries read by walks"),
        new(Own + 6, "page-walk-cycles", ["walk_cycles"], "cycles of walks, which may overlap"),
        new(Own + 7, "conditional-branches", ["conditional_branches"], "conditional branches"),
        new(Own + 8, "conditional-branch-misses", ["conditional_mispredictions"], "conditional branches whose direction was foreseen wrongly"),
        new(Own + 9, "btb-misses", ["btb_misses"], "taken branches and jumps whose target fetch did not know"),
    ];

    private static ulong Code(uint cache, uint operation, uint result) => Caches | (cache << 3) | (operation << 1) | result;
}
