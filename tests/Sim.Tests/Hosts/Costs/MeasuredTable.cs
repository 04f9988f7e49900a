using Sim.Hosts.Costs;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Costs;

/// <summary>A table of round numbers that has every row a constant is made of; of a core of 1 GHz, so that a cycle is a nanosecond.</summary>
internal static class MeasuredTable
{
    /// <summary>The table.</summary>
    public static CostTable Full { get; } = new("trial", Frequency.FromMegahertz(1000), [
        TrialCosts.Row("guest-page-fault", "zeroes=yes", 3000),
        TrialCosts.Row("guest-page-fault", "zeroes=no", 1000),
        TrialCosts.Row("page-copy", "", 50),
        TrialCosts.Row("page-copy", "", 400) with { Mode = CostTable.Cold },
        TrialCosts.Row("page-compress", "content=text", 7000),
        TrialCosts.Row("page-compress", "content=numbers", 9000),
        TrialCosts.Row("page-decompress", "content=text", 4000),
        TrialCosts.Row("page-decompress", "content=numbers", 5000),
        TrialCosts.Row("page-hash", "algorithm=xxhash64", 800) with { Mode = CostTable.Cold },
        TrialCosts.Row("random-access", "translation=native;page=4KiB;span=256MiB", 90) with { Walks = 15, WalkReferences = 30, WalkCycles = 600 },
        TrialCosts.Row("page-table-write", "translation=shadow;fence=no", 1500),
        TrialCosts.Row("address-space-switch", "translation=shadow", 2500),
        TrialCosts.Row("exit-null", "switch=full", 300),
        TrialCosts.Row("exit-null", "switch=reload", 600),
        TrialCosts.Row("thread-switch", "registers=all;fp=yes", 100),
    ]);
}
