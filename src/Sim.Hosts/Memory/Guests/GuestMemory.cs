using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Guests;

/// <summary>What is in a guest's memory, and how it is used: classes of content and heat (models.md H6).</summary>
/// <remarks>
/// Of the memory in use a part is zero, parts are shared contents, the rest is private. Accesses go to the working set, by
/// <see cref="Shape"/>; contents are spread evenly over hot and cold pages. Constants of models.md B are [M] unless said otherwise.
/// </remarks>
public sealed record GuestMemory
{
    /// <summary>Memory in use where no trace says.</summary>
    [Key("used", "Part of the VM's memory that the guest has in use, where the trace does not say.", Min = 0, Max = 1)]
    public double Used { get; init; } = 0.75;

    /// <summary>Working set where no trace says.</summary>
    [Key("active", "Part of the memory in use that is the working set, where the trace does not say.", Min = 0, Max = 1)]
    public double Active { get; init; } = 0.25;

    /// <summary>The page cache's part of the memory in use; cold, apart from what the working set's size says.</summary>
    [Key("pageCache", "Page cache, as a part of the memory in use.", Min = 0, Max = 1)]
    public double PageCache { get; init; } = 0.3;

    /// <summary>Part of the page cache that must be written back first.</summary>
    [Key("dirtyCache", "Part of the page cache that must be written back before it can be given up.", Min = 0, Max = 1)]
    public double DirtyCache { get; init; } = 0.1;

    /// <summary>Part of the memory in use whose pages are zero.</summary>
    [Key("zero", "Part of the memory in use whose pages hold zeros.", Min = 0, Max = 1)]
    public double Zero { get; init; } = 0.05;

    /// <summary>Contents that other VMs have too.</summary>
    [Key("shared", "Contents that other VMs have too. Left out: none.")]
    public IReadOnlyList<SharedContent> Shared { get; init; } = [];

    /// <summary>Pages that have a twin in the same guest; most of what sharing finds in practice is of that kind (Barker et al., ATC 2012).</summary>
    [Key("duplicates", "Part of the memory in use whose pages have a twin in the same VM.", Min = 0, Max = 1)]
    public double Duplicates { get; init; } = 0.03;

    /// <summary>Part of the private pages that changes so often that no scan sees the same twice.</summary>
    [Key("volatile", "Part of the private pages that change faster than any scanner comes round.", Min = 0, Max = 1)]
    public double Volatile { get; init; } = 0.1;

    /// <summary>Writes that break sharing.</summary>
    [Key("writes", "Part of the shared and zero pages that the guest overwrites in an hour.", Min = 0, Max = 1e6)]
    public double WritesPerHour { get; init; } = 0.05;

    /// <summary>Part of the private pages that compress to half a page or less.</summary>
    [Key("compressible", "Part of the pages that compress to half their size.", Min = 0, Max = 1)]
    public double Compressible { get; init; } = 0.6;

    /// <summary>Accesses to pages of the working set that caches and TLB do not hide.</summary>
    [Key("accesses", "Accesses to its working set, in pages a second of CPU time.", Min = 0, Max = 1e9)]
    public double AccessesPerSecond { get; init; } = 20_000;

    /// <summary>How accesses fall on the working set.</summary>
    [Key("locality", "How accesses fall on the working set: the shape of its miss curve.")]
    public MissCurveShape Shape { get; init; } = MissCurveShape.Hyperbolic;

    /// <summary>The c of <see cref="MissCurveShape"/>.</summary>
    [Key("skew", "The constant c of the miss curve: (1 - x) / (1 + c x), or Zipf's exponent.", Min = 0, Max = 1000)]
    public double Skew { get; init; } = 4;

    /// <summary>Under <see cref="MissCurveShape.Table"/>: parts that miss when 0, 1/n, ... of the working set is resident; the last is 0.</summary>
    [Key("missCurve", "With 'locality: table': parts of the accesses that miss when 0, 1/n, 2/n ... 1 of the working set is resident.")]
    public IReadOnlyList<double> Misses { get; init; } = [];

    /// <summary>How fast the working set moves on.</summary>
    [Key("drift", "Part of the working set that is replaced by other pages in an hour.", Min = 0, Max = 1e6)]
    public double DriftPerHour { get; init; } = 0.5;

    /// <summary>How often pages outside the working set are touched.</summary>
    [Key("coldAccess", "How long a page outside the working set stays untouched, on average.", Min = 1e6, Example = "12 h")]
    public Duration ColdInterval { get; init; } = Duration.FromHours(12);

    /// <summary>Whether there is a balloon driver (or a Dynamic Memory driver) in it.</summary>
    [Key("balloonDriver", "Whether a balloon driver runs in the guest.")]
    public bool HasBalloonDriver { get; init; } = true;
}
