using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>KSM's walk through every page.</summary>
internal sealed class KsmExactPages : IKsmPages
{
    private const int AgeMask = 15;
    private const int FirstSkip = 16; // a pass to skip, in ExactVm.Ages

    private readonly ExactPages _pages;
    private readonly KsmOptions _options;
    private readonly SharedSlots _slots;
    private int _vm;
    private int _page;
    private int _unstable; // pages in this pass' tree
    private long _met; // pages met in this pass
    private long _known; // and in the last
    private long _skipped;
    private long _hashed;
    private double _compared;

    public KsmExactPages(ExactPages pages, IReadOnlyList<MemoryClaim> vms, KsmOptions options)
    {
        (_pages, _options) = (pages, options);
        int[] nodes = [.. vms.Select(claim => claim.Node).Distinct()];
        pages.BeginSharing([.. vms.Select(claim => options.AcrossNodes ? 0 : Array.IndexOf(nodes, claim.Node))], options.MostSharers);
        _slots = pages.Slots;
        _slots.ZerosAreUnlimited = options.ZeroPages;
    }

    public bool IsExact => true;

    public double Skipped => _skipped;

    public double Shared => _slots.Copies - ZeroCopies();

    public double Sharing => _slots.Mappings - Zeros - Shared;

    public double Unshared => _pages.Waiting;

    public double Items => Math.Max(_met, _known);

    public double Zeros
    {
        get
        {
            long zeros = 0;
            for (int slot = 0; _options.ZeroPages && _slots.IsZero(slot); slot++)
            {
                zeros += _slots.MappingsOf(slot);
            }

            return zeros;
        }
    }

    public KsmScan Scan(double pages)
    {
        (_hashed, _compared) = (0, 0);
        for (int scanned = 0; scanned < pages; scanned++)
        {
            if (!FindNext())
            {
                EndPass();
                return new KsmScan(scanned, _hashed, _compared, true);
            }

            Look(_vm, _page);
            _page++;
        }

        return new KsmScan(pages, _hashed, _compared, false);
    }

    // How many passes a page that has been tried so often is left out before it is tried again.
    private static int SkipsAt(int age) => age switch
    {
        <= 3 => 1,
        <= 5 => 2,
        <= 8 => 4,
        _ => 8,
    };

    private double ZeroCopies()
    {
        long copies = 0;
        for (int slot = 0; _options.ZeroPages && _slots.IsZero(slot); slot++)
        {
            copies += _slots.CopiesOf(slot);
        }

        return copies;
    }

    private void EndPass()
    {
        (_vm, _page, _unstable, _known, _met) = (0, 0, 0, _met, 0);
        Array.Fill(_slots.Candidates, -1);
    }

    // Goes to the next page that has a machine page and is not left out.
    private bool FindNext()
    {
        for (; _vm < _pages.Vms; _vm++)
        {
            ExactVm row = _pages.VmAt(_vm);
            for (; _page < row.Size; _page++)
            {
                if (!row.IsResident(_page) || IsKernelsZero(row, _page))
                {
                    continue;
                }

                _met++;
                if (!IsLeftOut(row, _page))
                {
                    return true;
                }
            }

            _page = 0;
        }

        return false;
    }

    // The kernel's own page of zeros is no anonymous page: what maps it is not seen again.
    private bool IsKernelsZero(ExactVm row, int page) =>
        _options.ZeroPages && row.PlaceOf(page) == PagePlace.Shared && _slots.IsZero(row.Values[page]);

    private bool IsLeftOut(ExactVm row, int page)
    {
        if (!_options.SmartScan || row.PlaceOf(page) == PagePlace.Shared)
        {
            return false;
        }

        ref byte state = ref row.Ages[page];
        int age = state & AgeMask;
        state += age < AgeMask ? (byte)1 : (byte)0;
        if (age < 3)
        {
            return false;
        }

        if (state < FirstSkip)
        {
            state += (byte)(FirstSkip * SkipsAt(age));
            return false;
        }

        state -= FirstSkip;
        _skipped++;
        _pages.SetWaiting(row, page, false);
        return true;
    }

    private void Look(int vm, int page)
    {
        ExactVm row = _pages.VmAt(vm);
        if (row.PlaceOf(page) == PagePlace.Shared)
        {
            return;
        }

        _pages.SetWaiting(row, page, false);
        int content = row.Values[page];
        int slot = _slots.SlotOf(vm, content);
        if (!_options.ChecksumFirst && JoinsShared(vm, page, slot))
        {
            return;
        }

        _hashed++;
        if (content == PageContents.Volatile || !row.Has(page, ExactVm.Hashed))
        {
            row.Set(page, ExactVm.Hashed);
            return;
        }

        if (_options.ZeroPages && content == PageContents.Zero)
        {
            _pages.Share(vm, page, slot);
        }
        else if (!_options.ChecksumFirst || !JoinsShared(vm, page, slot))
        {
            Pair(vm, page, slot);
        }
    }

    private bool JoinsShared(int vm, int page, int slot)
    {
        _compared += Depth(_slots.Copies);
        if (slot < 0 || !_slots.HasRoom(slot))
        {
            return false;
        }

        _pages.Share(vm, page, slot);
        return true;
    }

    // With a like page that has been met in this pass; else it waits for one.
    private void Pair(int vm, int page, int slot)
    {
        _compared += Depth(_unstable);
        ExactVm row = _pages.VmAt(vm);
        int partner = slot < 0 ? -1 : _slots.Candidates[slot];
        if (partner >= 0 && Matches(partner, slot))
        {
            int other = _pages.VmOf(partner);
            _slots.Candidates[slot] = -1;
            _unstable--;
            _pages.Share(other, partner - _pages.VmAt(other).First, slot);
            _pages.Share(vm, page, slot);
            return;
        }

        if (slot >= 0)
        {
            _slots.Candidates[slot] = row.First + page;
        }

        _unstable++;
        _pages.SetWaiting(row, page, true);
    }

    // It may have been written to, or taken away, since.
    private bool Matches(int number, int slot)
    {
        int vm = _pages.VmOf(number);
        ExactVm row = _pages.VmAt(vm);
        int page = number - row.First;
        return row.PlaceOf(page) == PagePlace.Own && row.Has(page, ExactVm.Waiting) && _slots.SlotOf(vm, row.Values[page]) == slot;
    }

    private static double Depth(long pages) => Math.Log2(pages + 1);
}
