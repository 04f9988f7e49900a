using System;
using System.Globalization;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Every guest page by itself: its content, its place, who shares it; for hosts of up to 64 GiB.</summary>
/// <remarks>
/// <para>
/// Memory of its own, per guest page of 4 KiB: 1 byte place and flags, 4 bytes content (while shared: the slot that says who
/// shares it), 1 byte of KSM's age; 10 bytes for each content that VMs may share, which is 10 / n for each of n VMs that have it
/// and 5 for twins; and once a guest must evict what it uses, 12 bytes of LRU; 4 bytes for each page ever in the compression cache;
/// while pages are paged in under pressure, 4 bytes for each page of that VM that is out. At most 23 with two VMs, 18 and a little
/// with many; <see cref="BytesPerPage"/> counts them.
/// </para>
/// <para>
/// References are not drawn one by one. How often a page is accessed within a run is Poisson, independent of all others, so
/// which pages are touched is drawn in one pass over them; and only those that are out are served. Where what comes in drives
/// something else out, the events are drawn in time, but hits are not: see <see cref="LruPages"/>. Both are exact in distribution.
/// </para>
/// <para>Amounts are whole pages; parts of a page that are asked for are dropped.</para>
/// </remarks>
public sealed partial class ExactPages : IPageStore
{
    private readonly ExactVm[] _vms;
    private readonly PageContents _contents;
    private readonly bool _large;
    private int _free;

    /// <summary>Pages of VMs that are all powered off.</summary>
    /// <param name="machine">Machine pages that VMs can have.</param>
    /// <param name="options">The host.</param>
    public ExactPages(double machine, MemoryHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Machine, _large, _free) = (Math.Floor(machine), options.LargePages, (int)machine);
        _contents = new PageContents(options.Vms);
        _vms = new ExactVm[options.Vms.Count];
        int first = 0;
        int twin = _contents.FirstTwin;
        for (int vm = 0; vm < _vms.Length; vm++)
        {
            _vms[vm] = new ExactVm(options.Vms[vm], first, options.Streams[string.Create(CultureInfo.InvariantCulture, $"memory/{vm}/pages")]);
            _contents.Spread(options.Vms[vm].Guest, _vms[vm].Values, ref twin);
            first = checked(first + _vms[vm].Size);
        }

        (_slots, _sharedBy) = (new SharedSlots(_contents, new int[_vms.Length]), new int[_vms.Length * _contents.Classes]);
        (_mappingsOf, _copiesOf) = (new int[_contents.Classes], new int[_contents.Classes]);
    }

    /// <inheritdoc/>
    public int Vms => _vms.Length;

    /// <inheritdoc/>
    public double Machine { get; }

    /// <inheritdoc/>
    public double Free => _free;

    /// <inheritdoc/>
    public double SharedCommon => _slots.Copies;

    /// <summary>Bytes that it takes for each guest page, all told.</summary>
    public double BytesPerPage =>
        (double)(_vms.Sum(vm => vm.Bytes) + _slots.Bytes + (sizeof(int) * (long)_away.Sum(list => list.Capacity))) / _vms.Sum(vm => (long)vm.Size);

    /// <inheritdoc/>
    public VmPages Of(int vm)
    {
        ExactVm row = _vms[vm];
        return new VmPages
        {
            Size = row.Size,
            Granted = row.Resident,
            Shared = row.CountOf(PagePlace.Shared),
            Saved = SavedBy(vm),
            Ballooned = row.CountOf(PagePlace.Ballooned),
            Compressed = row.CountOf(PagePlace.Compressed),
            CompressedInto = row.CompressedInto,
            Swapped = row.CountOf(PagePlace.Swapped),
            Untouched = row.CountOf(PagePlace.Untouched),
            GuestSwapped = Math.Max(0, row.LostPages - row.CachePages),
            Large = row.LargePages,
        };
    }

    /// <inheritdoc/>
    public void Allow(int vm, double pages, bool swaps) => (_vms[vm].Allowed, _vms[vm].Pays) = (pages, swaps);

    /// <inheritdoc/>
    public void Clear(int vm)
    {
        ExactVm row = _vms[vm];
        for (int page = 0; page < row.Size; page++)
        {
            row.SetLost(page, false);
            Move(vm, page, PagePlace.Untouched);
            row.Unset(page, ExactVm.Accessed);
            row.Ages[page] = 0;
        }

        row.Oldest.Clear();
        row.Use(default);
        (row.Begun, row.Lru) = (0, null);
    }

    /// <inheritdoc/>
    public int CountTouched(int vm, int samples, RandomStream draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ExactVm row = _vms[vm];
        int touched = 0;
        for (int i = 0; i < samples; i++)
        {
            touched += row.Has((int)draw.NextInt(row.Size), ExactVm.Accessed) ? 1 : 0;
        }

        return touched;
    }

    /// <inheritdoc/>
    public void Verify()
    {
        long free = (long)Machine - _slots.Copies;
        foreach (ExactVm row in _vms)
        {
            row.Verify();
            free -= row.CountOf(PagePlace.Own) + row.CompressedInto;
        }

        Check.That(free == _free && _free >= 0); // machine pages are free, a guest page's own, shared, or hold compressed ones
        VerifySharing();
    }

    /// <inheritdoc/>
    public override string ToString() => "every page by itself";

    // Moves a page from where it is: its machine page comes free, and it takes another if it needs one.
    private void Move(int vm, int page, PagePlace to)
    {
        ExactVm row = _vms[vm];
        PagePlace from = row.PlaceOf(page);
        if (from == to)
        {
            return;
        }

        int compressed = row.CompressedInto;
        if (from == PagePlace.Shared)
        {
            Unshare(vm, page);
        }
        else if (from == PagePlace.Own)
        {
            BreakLargeAt(row, page);
            StopWaiting(row, page);
            _free++;
        }

        row.SetPlace(page, to);
        row.Unset(page, ExactVm.Hashed);
        row.Ages[page] = to is PagePlace.Own ? row.Ages[page] : (byte)0;
        _free -= row.CompressedInto - compressed;
        _free -= to == PagePlace.Own ? 1 : 0;
    }

    // Makes sure that a VM can take a machine page: a free one that it may have, or else one of its own for it.
    private bool MakeRoom(int vm, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        if (_free > 0 && (double.IsPositiveInfinity(row.Allowed) || Consumed(vm) + 1 <= row.Allowed))
        {
            return true;
        }

        int victim = row.Pays ? PickOwn(row) : -1;
        if (victim < 0)
        {
            return false;
        }

        Move(vm, victim, PagePlace.Swapped);
        faults.SwapOut++;
        NoteAway(row, victim);
        return true;
    }

    private double Consumed(int vm) => _vms[vm].Resident - SavedBy(vm) + _vms[vm].CompressedInto;

    // A page at random among those that have a machine page of their own; -1: there is none.
    private static int PickOwn(ExactVm row)
    {
        const int Tries = 64; // then it is quicker to look for one
        if (row.CountOf(PagePlace.Own) == 0)
        {
            return -1;
        }

        int page = 0;
        for (int i = 0; i < Tries; i++)
        {
            page = (int)row.Draw.NextInt(row.Size);
            if (row.PlaceOf(page) == PagePlace.Own)
            {
                return page;
            }
        }

        while (row.PlaceOf(page) != PagePlace.Own)
        {
            page = page + 1 < row.Size ? page + 1 : 0;
        }

        return page;
    }
}
