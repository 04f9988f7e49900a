using Sim.Kernel;

namespace Sim.Hosts.Memory.Pages;

/// <content>Pages of like content that map one machine page: what scanners do, not when.</content>
public sealed partial class ExactPages
{
    private readonly int[] _sharedBy; // by VM and class: guest pages
    private readonly int[] _mappingsOf; // by class
    private readonly int[] _copiesOf; // by class: machine pages
    private SharedSlots _slots;

    /// <summary>Pages that KSM has in its unstable tree, or had when it last looked at them.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Machine pages that several guest pages map, by content.</summary>
    internal SharedSlots Slots => _slots;

    /// <summary>Says who may share with whom, before anybody does.</summary>
    /// <param name="domainOf">By VM, its domain: 0, 1, 2 ...</param>
    /// <param name="mostSharers">The most guest pages that map one machine page.</param>
    internal void BeginSharing(int[] domainOf, int mostSharers)
    {
        Check.That(_slots.Mappings == 0);
        _slots = new SharedSlots(_contents, domainOf) { MostSharers = mostSharers };
    }

    /// <summary>The pages of a VM.</summary>
    internal ExactVm VmAt(int vm) => _vms[vm];

    /// <summary>The VM that has a page by its number among all.</summary>
    internal int VmOf(int number)
    {
        (int low, int high) = (0, _vms.Length - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _vms[middle].First <= number ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>What a page holds.</summary>
    internal int ContentAt(ExactVm row, int page) =>
        row.PlaceOf(page) == PagePlace.Shared ? _slots.ContentOf(row.Values[page]) : row.Values[page];

    /// <summary>Maps a page to a machine page that others map too, or will; its own comes free unless it becomes that machine page.</summary>
    internal void Share(int vm, int page, int slot)
    {
        ExactVm row = _vms[vm];
        Check.That(row.PlaceOf(page) == PagePlace.Own && _slots.SlotOf(vm, row.Values[page]) == slot);
        BreakLargeAt(row, page);
        StopWaiting(row, page);
        int kind = _contents.ClassOf(row.Values[page]);
        bool copy = _slots.Join(slot);
        _free += copy ? 0 : 1;
        _copiesOf[kind] += copy ? 1 : 0;
        _mappingsOf[kind]++;
        _sharedBy[(vm * _contents.Classes) + kind]++;
        row.Values[page] = slot;
        row.SetPlace(page, PagePlace.Shared);
    }

    /// <summary>A page joins, or leaves, the unstable tree.</summary>
    internal void SetWaiting(ExactVm row, int page, bool waits)
    {
        Waiting += waits.CompareTo(row.Has(page, ExactVm.Waiting));
        if (waits)
        {
            row.Set(page, ExactVm.Waiting);
        }
        else
        {
            row.Unset(page, ExactVm.Waiting);
        }
    }

    private void StopWaiting(ExactVm row, int page) => SetWaiting(row, page, false);

    // A page maps the shared machine page no more; the caller books where it goes.
    private void Unshare(int vm, int page)
    {
        ExactVm row = _vms[vm];
        int slot = row.Values[page];
        row.Values[page] = _slots.ContentOf(slot);
        int kind = _contents.ClassOf(row.Values[page]);
        bool freed = _slots.Leave(slot);
        _free += freed ? 1 : 0;
        _copiesOf[kind] -= freed ? 1 : 0;
        _mappingsOf[kind]--;
        _sharedBy[(vm * _contents.Classes) + kind]--;
    }

    // Of each class a VM saves in proportion to what it shares of it.
    private double SavedBy(int vm)
    {
        if (_vms[vm].CountOf(PagePlace.Shared) == 0)
        {
            return 0;
        }

        double saved = 0;
        for (int kind = 0; kind < _contents.Classes; kind++)
        {
            int shared = _sharedBy[(vm * _contents.Classes) + kind];
            saved += shared > 0 ? shared * (1 - ((double)_copiesOf[kind] / _mappingsOf[kind])) : 0;
        }

        return saved;
    }

    private void VerifySharing()
    {
        int[] mappings = new int[_slots.Count];
        (int waiting, long shared) = (0, 0);
        for (int vm = 0; vm < _vms.Length; vm++)
        {
            ExactVm row = _vms[vm];
            for (int page = 0; page < row.Size; page++)
            {
                waiting += row.Has(page, ExactVm.Waiting) ? 1 : 0;
                if (row.PlaceOf(page) == PagePlace.Shared)
                {
                    shared++;
                    mappings[row.Values[page]]++;
                    Check.That(_slots.SlotOf(vm, _slots.ContentOf(row.Values[page])) == row.Values[page]);
                }
            }
        }

        Check.That(waiting == Waiting && shared == _slots.Mappings);
        long copies = 0;
        for (int slot = 0; slot < mappings.Length; slot++)
        {
            Check.That(mappings[slot] == _slots.MappingsOf(slot));
            Check.That((mappings[slot] == 0) == (_slots.CopiesOf(slot) == 0) && _slots.CopiesOf(slot) <= mappings[slot]);
            Check.That(mappings[slot] <= _slots.CopiesOf(slot) * _slots.MostOf(slot));
            copies += _slots.CopiesOf(slot);
        }

        Check.That(copies == _slots.Copies);
    }
}
