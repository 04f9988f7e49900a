using System;
using System.Linq;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>TPS on every page.</summary>
internal sealed class TpsExactPages : ITpsPages
{
    private readonly ExactPages _pages;
    private readonly SharedSlots _slots;
    private readonly RandomStream _draw;
    private long _hashed;
    private long _compared;

    public TpsExactPages(ExactPages pages, MemoryHost host, bool salting)
    {
        (_pages, _draw) = (pages, host.Streams["memory/tps"]);
        pages.BeginSharing(Domains([.. host.Vms.Select(claim => claim.Salt)], salting), int.MaxValue);
        _slots = pages.Slots;
    }

    public (double Hashed, double Compared) Scan(int vm, double pages, bool breaksLarge)
    {
        (_hashed, _compared) = (0, 0);
        ExactVm row = _pages.VmAt(vm);
        for (double i = 0; i < pages && row.Resident > 0; i++)
        {
            int page = PickResident(row);
            if (row.PlaceOf(page) == PagePlace.Own)
            {
                Look(vm, page, breaksLarge);
            }
        }

        return (_hashed, _compared);
    }

    public double ShareLarge(int vm, double pages)
    {
        ExactVm row = _pages.VmAt(vm);
        double before = _pages.Free;
        int last = row.Size / PageSizes.PerLarge * PageSizes.PerLarge;
        for (int first = last; first >= 0 && row.LargePages > 0 && _pages.Free - before < pages; first -= PageSizes.PerLarge)
        {
            if (first < row.Size && row.Has(first, ExactVm.Large))
            {
                ShareOf(vm, first);
            }
        }

        return _pages.Free - before;
    }

    // What has been hashed of a large page, and has a partner.
    private void ShareOf(int vm, int first)
    {
        ExactVm row = _pages.VmAt(vm);
        for (int page = first; page < first + PageSizes.PerLarge; page++)
        {
            if (row.PlaceOf(page) == PagePlace.Own && row.Has(page, ExactVm.Hashed))
            {
                Look(vm, page, true);
            }
        }
    }

    // Pages are shared as they are found.
    public double Commit() => 0;

    // Hints are checked before they are believed.
    public void Forget(int vm)
    {
    }

    private static int[] Domains(string[] salts, bool salting)
    {
        int[] domains = new int[salts.Length];
        int next = 0;
        for (int vm = 0; vm < salts.Length && salting; vm++)
        {
            int like = salts[vm].Length > 0 ? Array.IndexOf(salts, salts[vm]) : vm;
            domains[vm] = like < vm ? domains[like] : next++;
        }

        return domains;
    }

    private int PickResident(ExactVm row)
    {
        int page = (int)_draw.NextInt(row.Size);
        while (!row.IsResident(page))
        {
            page = (int)_draw.NextInt(row.Size);
        }

        return page;
    }

    private void Look(int vm, int page, bool breaksLarge)
    {
        ExactVm row = _pages.VmAt(vm);
        _hashed++;
        row.Set(page, ExactVm.Hashed);
        int slot = _slots.SlotOf(vm, row.Values[page]);
        if (slot < 0)
        {
            return;
        }

        bool may = breaksLarge || !row.Has(page, ExactVm.Large);
        if (_slots.CopiesOf(slot) > 0)
        {
            _compared++;
            if (may)
            {
                _pages.Share(vm, page, slot);
            }

            return;
        }

        int hint = _slots.Candidates[slot];
        if (hint == row.First + page)
        {
            return;
        }

        if (hint >= 0 && Matches(hint, slot))
        {
            _compared++;
            ShareBoth(vm, page, hint, slot, breaksLarge);
            return;
        }

        _slots.Candidates[slot] = row.First + page;
    }

    private void ShareBoth(int vm, int page, int hint, int slot, bool breaksLarge)
    {
        int other = _pages.VmOf(hint);
        ExactVm holder = _pages.VmAt(other);
        int twin = hint - holder.First;
        if (breaksLarge || (!_pages.VmAt(vm).Has(page, ExactVm.Large) && !holder.Has(twin, ExactVm.Large)))
        {
            _slots.Candidates[slot] = -1;
            _pages.Share(other, twin, slot);
            _pages.Share(vm, page, slot);
        }
    }

    // The hint's page is hashed again: it may have been written to since.
    private bool Matches(int hint, int slot)
    {
        _hashed++;
        int vm = _pages.VmOf(hint);
        ExactVm row = _pages.VmAt(vm);
        int page = hint - row.First;
        return row.PlaceOf(page) == PagePlace.Own && _slots.SlotOf(vm, row.Values[page]) == slot;
    }
}
