using Sim.Hosts.Costs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory;

/// <summary>What operations on pages cost (models.md B6; all [M] there, so inputs, not findings).</summary>
/// <remarks>
/// A cost table (<c>hypervisor.costTable</c>) gives those marked <see cref="MeasuredAttribute"/>. It does not give the others: no section
/// backs a page of 2 MiB, frees a page of the host for a balloon, or reclaims in a guest's kernel; swap and guest reads are a device's
/// time; and one constant stands for all comparisons, of which those on the way down KSM's tree end at the first difference while
/// those of pages found equal read both (rows <c>page-compare</c> differ by four times, out of memory).
/// </remarks>
public sealed record MemoryCosts
{
    /// <summary>Backing a small page at its first touch.</summary>
    [Key("firstTouch", "Backing and clearing a page of 4 KiB at its first touch.", Min = 0, Max = 1e9, Example = "2 us")]
    [Measured("guest-page-fault", "zeroes=yes")]
    public Duration FirstTouch { get; init; } = Duration.FromNanoseconds(2_000);

    /// <summary>Backing a large page.</summary>
    [Key("firstTouchLarge", "Backing and clearing a page of 2 MiB at its first touch.", Min = 0, Max = 1e10, Example = "120 us")]
    public Duration FirstTouchLarge { get; init; } = Duration.FromNanoseconds(120_000);

    /// <summary>A write to a shared page.</summary>
    [Key("copyOnWrite", "A write to a shared page: fault and copy.", Min = 0, Max = 1e9, Example = "2 us")]
    [Measured("guest-page-fault", "zeroes=no")]
    [Measured("page-copy", Mode = CostTable.Cold)]
    public Duration CopyOnWrite { get; init; } = Duration.FromNanoseconds(2_000);

    /// <summary>Ballooning a page.</summary>
    [Key("balloonPage", "Inflating or deflating a balloon by a page.", Min = 0, Max = 1e9, Example = "1500 ns")]
    public Duration BalloonPage { get; init; } = Duration.FromNanoseconds(1_500);

    /// <summary>Compressing a page.</summary>
    [Key("compress", "Compressing a page.", Min = 0, Max = 1e9, Example = "10 us")]
    [Measured("page-compress", "content=text", Times = 0.5)]
    [Measured("page-compress", "content=numbers", Times = 0.5)]
    public Duration Compress { get; init; } = Duration.FromNanoseconds(10_000);

    /// <summary>Decompressing a page.</summary>
    [Key("decompress", "Taking a page out of the compression cache, exit included.", Min = 0, Max = 1e9, Example = "20 us")]
    [Measured("guest-page-fault", "zeroes=no")]
    [Measured("page-decompress", "content=text", Times = 0.5)]
    [Measured("page-decompress", "content=numbers", Times = 0.5)]
    public Duration Decompress { get; init; } = Duration.FromNanoseconds(20_000);

    /// <summary>CPU time to reclaim a page in the guest's kernel.</summary>
    [Key("reclaim", "CPU time for a page that a guest's kernel reclaims.", Min = 0, Max = 1e9, Example = "3 us")]
    public Duration Reclaim { get; init; } = Duration.FromNanoseconds(3_000);

    /// <summary>Reading a page from the host's swap.</summary>
    [Key("swapIn", "Reading a page from the host's swap, exit included. 8 ms for a disk, 150 us SATA flash, 90 us NVMe.", Min = 0, Max = 1e10, Example = "150 us")]
    public Duration SwapIn { get; init; } = Duration.FromNanoseconds(150_000);

    /// <summary>CPU time to write a page to the host's swap.</summary>
    [Key("swapOut", "CPU time for writing a page to the host's swap.", Min = 0, Max = 1e10, Example = "5 us")]
    public Duration SwapOut { get; init; } = Duration.FromNanoseconds(5_000);

    /// <summary>Reading a page from the guest's swap or from a file.</summary>
    [Key("guestRead", "Reading a page from the guest's own swap, or from a file again.", Min = 0, Max = 1e10, Example = "170 us")]
    public Duration GuestRead { get; init; } = Duration.FromNanoseconds(170_000);

    /// <summary>Hashing a page: of a cost table by xxHash64, as Linux's KSM does, and out of memory, as scanners find pages.</summary>
    [Key("hash", "Hashing a page.", Min = 0, Max = 1e9, Example = "600 ns")]
    [Measured("page-hash", "algorithm=xxhash64", Mode = CostTable.Cold)]
    public Duration Hash { get; init; } = Duration.FromNanoseconds(600);

    /// <summary>Comparing two pages.</summary>
    [Key("compare", "Comparing two pages.", Min = 0, Max = 1e9, Example = "200 ns")]
    public Duration Compare { get; init; } = Duration.FromNanoseconds(200);
}
