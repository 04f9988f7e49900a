using System;
using System.Linq;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Pages as sums by class of content and by heat: closed forms instead of pages, for thousands of hosts.</summary>
/// <remarks>
/// <para>
/// A working set has buckets of like heat (<see cref="HeatProfile"/>), all other pages in use are one cold bucket. Contents are
/// spread evenly over buckets. Pages move between buckets as the working set grows, shrinks and drifts. Victims of the host
/// are random, so each bucket loses in proportion to what it has and regains what is touched; those of the guest are the least
/// recently used (<see cref="CheLru"/>).
/// </para>
/// <para>Amounts are real numbers: expected values. Sums are kept up as pages move, and checked by <see cref="Verify"/>.</para>
/// </remarks>
public sealed partial class StatisticalPages : IPageStore
{
    private const int Buckets = HeatProfile.Buckets + 1; // the cold one is last
    private const int Cold = HeatProfile.Buckets;
    private const double CompressedPart = 0.5; // two to a page

    private readonly StatisticalVm[] _vms;
    private readonly double[] _pages; // by VM and bucket: mapped
    private readonly double[] _out; // of those: compressed or swapped
    private readonly double[] _rates = new double[Buckets];
    private readonly double[] _kept = new double[Buckets]; // part of a bucket that is not touched in the step
    private readonly bool _large;

    /// <summary>Pages of VMs that are all powered off.</summary>
    /// <param name="machine">Machine pages that VMs can have.</param>
    /// <param name="options">The host.</param>
    public StatisticalPages(double machine, MemoryHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Machine, _large) = (machine, options.LargePages);
        _vms = [.. options.Vms.Select(NewVm)];
        (_pages, _out) = (new double[_vms.Length * Buckets], new double[_vms.Length * Buckets]);
        Free = machine;
        MakeClasses(options.Vms);
    }

    /// <inheritdoc/>
    public int Vms => _vms.Length;

    /// <inheritdoc/>
    public double Machine { get; }

    /// <inheritdoc/>
    public double Free { get; private set; }

    /// <inheritdoc/>
    public VmPages Of(int vm)
    {
        ref StatisticalVm row = ref _vms[vm];
        return new VmPages
        {
            Size = row.Size,
            Granted = row.Resident,
            Shared = row.Merged,
            Saved = SavedBy(vm),
            Ballooned = row.Ballooned,
            Compressed = row.Compressed,
            CompressedInto = row.Compressed * CompressedPart,
            Swapped = row.Swapped,
            Untouched = row.Untouched,
            GuestSwapped = Math.Max(0, row.Evicted - row.Cache),
            Large = row.Large,
        };
    }

    /// <inheritdoc/>
    public void Allow(int vm, double pages, bool swaps) => (_vms[vm].Allowed, _vms[vm].Swaps) = (pages, swaps);

    /// <inheritdoc/>
    public void Clear(int vm)
    {
        ref StatisticalVm row = ref _vms[vm];
        Free += row.Resident + (row.Compressed * CompressedPart);
        Unmerge(vm, 1);
        row = row with { Wanted = 0, Active = 0, Mapped = 0, Unmet = 0, OutUsed = 0, FreeResident = 0, FreeOut = 0, Ballooned = 0, Compressed = 0 };
        (row.Large, row.Merged, row.TouchedPart, row.CheTime, row.SwappedSoft) = (0, 0, 0, 0, 0);
        PagesOf(vm).Clear();
        OutOf(vm).Clear();
    }

    /// <inheritdoc/>
    public int CountTouched(int vm, int samples, RandomStream draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return Binomial.Draw(samples, _vms[vm].TouchedPart, draw);
    }

    /// <inheritdoc/>
    public void Verify()
    {
        double free = Machine;
        for (int vm = 0; vm < _vms.Length; vm++)
        {
            ref StatisticalVm row = ref _vms[vm];
            double slack = 1e-6 * (1 + row.Size);
            Check.That(row.Untouched >= -slack && row.Swapped >= -slack && row.FreeResident >= -slack && row.FreeOut >= -slack);
            Check.That(row.SwappedSoft >= -slack && row.SwappedSoft <= row.Swapped + slack);
            Check.That(row.GuestFree >= -slack && row.Evicted >= -slack);
            Check.That(row.Merged <= row.Resident + slack);
            Check.That(row.Large <= row.Resident + slack);
            Check.That(Math.Abs(Sum(PagesOf(vm)) - row.Mapped) <= slack && Math.Abs(Sum(OutOf(vm)) - row.OutUsed) <= slack);
            free -= row.Resident + (row.Compressed * CompressedPart);
        }

        VerifyClasses();
        Check.That(Math.Abs(free + Saved - Free) <= 1e-6 * (1 + Machine)); // machine pages are free, granted, or hold compressed ones
        Check.That(Free >= -1e-6 * (1 + Machine));
    }

    /// <inheritdoc/>
    public override string ToString() => "pages as sums by class and heat";

    private static StatisticalVm NewVm(MemoryClaim claim) => new()
    {
        Size = claim.Size,
        Allowed = double.PositiveInfinity,
        Guest = claim.Guest,
        Heat = new HeatProfile(claim.Guest, claim.Size * claim.Guest.Used * claim.Guest.Active),
    };

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private Span<double> PagesOf(int vm) => _pages.AsSpan(vm * Buckets, Buckets);

    private Span<double> OutOf(int vm) => _out.AsSpan(vm * Buckets, Buckets);

    private double Consumed(int vm, ref StatisticalVm row) => row.Resident - SavedBy(vm) + (row.Compressed * CompressedPart);

    // Machine pages that a VM may still take.
    private double Room(int vm, ref StatisticalVm row) => Math.Max(0, Math.Min(Free, row.Allowed - Consumed(vm, ref row)));
}
