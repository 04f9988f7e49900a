using System;
using Sim.Kernel;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Machine pages that several guest pages map: a slot for each content that VMs of one domain may share.</summary>
/// <remarks>
/// A slot counts the guest pages that map it and its copies, of which each serves so many mappings at most. It takes 10 bytes.
/// Which copy a page maps is not kept: copies are given up when there are fewer mappings than copies. Shared contents need
/// another VM to be shared with, so domains of one VM have no slots for them.
/// </remarks>
internal sealed class SharedSlots
{
    private readonly PageContents _contents;
    private readonly int _domains;
    private readonly int[] _domainOf; // by VM
    private readonly int[] _begins; // by domain: its slot of the first shared content, less that content; negative: none
    private readonly int[] _mappings;
    private readonly ushort[] _copies;

    /// <summary>Empty slots.</summary>
    /// <param name="contents">What pages may hold.</param>
    /// <param name="domainOf">Who may share with whom, by VM: domains are 0, 1, 2 ...</param>
    public SharedSlots(PageContents contents, int[] domainOf)
    {
        (_contents, _domainOf) = (contents, domainOf);
        int[] members = new int[domainOf.Length];
        foreach (int domain in domainOf)
        {
            members[domain]++;
            _domains = Math.Max(_domains, domain + 1);
        }

        _begins = new int[_domains];
        int slots = _domains + contents.Twins;
        for (int domain = 0; domain < _domains; domain++)
        {
            bool several = members[domain] > 1;
            _begins[domain] = several ? slots : -1;
            slots += several ? contents.SharedPages : 0;
        }

        (_mappings, _copies, Candidates) = (new int[slots], new ushort[slots], new int[slots]);
        Array.Fill(Candidates, -1);
    }

    /// <summary>By slot: a page that might be shared if another like it turns up; -1: none. The mechanism's own.</summary>
    public int[] Candidates { get; }

    /// <summary>How many slots there are.</summary>
    public int Count => _mappings.Length;

    /// <summary>Machine pages, all slots together.</summary>
    public long Copies { get; private set; }

    /// <summary>Guest pages that map them.</summary>
    public long Mappings { get; private set; }

    /// <summary>The most guest pages that map one machine page.</summary>
    public int MostSharers { get; set; } = int.MaxValue;

    /// <summary>Whether any number of pages of zeros map one machine page.</summary>
    public bool ZerosAreUnlimited { get; set; }

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => (sizeof(int) + sizeof(ushort) + sizeof(int)) * (long)_mappings.Length;

    /// <summary>Where a VM's pages of a content may be shared; -1: nowhere.</summary>
    public int SlotOf(int vm, int content)
    {
        if (content <= PageContents.Zero)
        {
            return content < PageContents.Zero ? -1 : _domainOf[vm];
        }

        if (content < _contents.FirstOfShared)
        {
            return _domains + content - _contents.FirstTwin;
        }

        int begin = _begins[_domainOf[vm]];
        return begin < 0 ? -1 : begin + content - _contents.FirstOfShared;
    }

    /// <summary>The content of a slot.</summary>
    public int ContentOf(int slot)
    {
        if (slot < _domains)
        {
            return PageContents.Zero;
        }

        int twin = slot - _domains;
        return twin < _contents.Twins
            ? _contents.FirstTwin + twin
            : _contents.FirstOfShared + ((twin - _contents.Twins) % _contents.SharedPages);
    }

    /// <summary>Guest pages that map a slot's copies.</summary>
    public int MappingsOf(int slot) => _mappings[slot];

    /// <summary>Machine pages of a slot.</summary>
    public int CopiesOf(int slot) => _copies[slot];

    /// <summary>Whether one more can map a copy that is there.</summary>
    public bool HasRoom(int slot) => _copies[slot] > 0 && _mappings[slot] < _copies[slot] * MostOf(slot);

    /// <summary>Whether a slot is for pages of zeros.</summary>
    public bool IsZero(int slot) => slot < _domains;

    /// <summary>The most guest pages that map one of a slot's copies.</summary>
    public long MostOf(int slot) => ZerosAreUnlimited && IsZero(slot) ? int.MaxValue : MostSharers;

    /// <summary>One more maps it.</summary>
    /// <returns>Whether a machine page became the slot's copy for it.</returns>
    public bool Join(int slot)
    {
        bool added = !HasRoom(slot);
        if (added)
        {
            Check.That(_copies[slot] < ushort.MaxValue);
            _copies[slot]++;
            Copies++;
        }

        _mappings[slot]++;
        Mappings++;
        return added;
    }

    /// <summary>One less maps it.</summary>
    /// <returns>Whether a copy became free.</returns>
    public bool Leave(int slot)
    {
        Check.That(_mappings[slot] > 0);
        _mappings[slot]--;
        Mappings--;
        bool freed = _mappings[slot] < _copies[slot];
        if (freed)
        {
            _copies[slot]--;
            Copies--;
        }

        return freed;
    }
}
