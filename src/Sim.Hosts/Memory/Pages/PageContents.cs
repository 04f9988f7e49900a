using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory.Pages;

/// <summary>What pages may hold: a number for each content that more than one page can have.</summary>
/// <remarks>
/// 0 is a page of zeros. Then come the twins, of which each VM has its own; then page 0, 1, 2 ... of each shared content, as many
/// as the VM has that has most of it. Two pages are equal if their numbers are. Which page of a VM holds what follows
/// from its number alone: classes are spread evenly by the golden ratio's sequence (H. Weyl, "Über die Gleichverteilung von
/// Zahlen mod. Eins", 1916), so that hot and cold pages have the same mix.
/// </remarks>
internal sealed class PageContents
{
    /// <summary>A page that is like no other, and keeps its content for a while.</summary>
    public const int Private = -1;

    /// <summary>A page that is like no other, and another one whenever somebody looks.</summary>
    public const int Volatile = -2;

    /// <summary>A page of zeros.</summary>
    public const int Zero = 0;

    private const int FirstShared = 2; // class of the first shared content: zeros are 0, twins 1
    private const double Golden = 0.6180339887498949;

    private readonly string[] _names;
    private readonly int[] _begins; // by shared content: its first number

    /// <summary>Those of some VMs.</summary>
    public PageContents(IReadOnlyList<MemoryClaim> vms)
    {
        _names = [.. vms.SelectMany(claim => claim.Guest.Shared).Select(shared => shared.Content).Distinct(StringComparer.Ordinal)];
        _begins = new int[_names.Length + 1];
        FirstTwin = 1;
        Twins = vms.Sum(claim => (int)(claim.Size * claim.Guest.Duplicates / 2) + 2);
        _begins[0] = FirstTwin + Twins;
        for (int content = 0; content < _names.Length; content++)
        {
            string name = _names[content];
            _begins[content + 1] = _begins[content] + vms.Max(claim => (int)(claim.Size * FractionOf(claim.Guest, name)) + 2);
        }
    }

    /// <summary>Number of the first twin.</summary>
    public int FirstTwin { get; }

    /// <summary>How many contents twins have.</summary>
    public int Twins { get; }

    /// <summary>Number of the first page of the first shared content.</summary>
    public int FirstOfShared => _begins[0];

    /// <summary>How many numbers shared contents have.</summary>
    public int SharedPages => _begins[^1] - _begins[0];

    /// <summary>How many classes there are: zeros, twins, and each shared content.</summary>
    public int Classes => FirstShared + _names.Length;

    /// <summary>The class of a content.</summary>
    public int ClassOf(int content)
    {
        if (content < _begins[0])
        {
            return content == Zero ? 0 : 1;
        }

        int shared = 0;
        while (content >= _begins[shared + 1])
        {
            shared++;
        }

        return FirstShared + shared;
    }

    /// <summary>Gives each page of a VM its content.</summary>
    /// <param name="guest">The mix.</param>
    /// <param name="into">By page.</param>
    /// <param name="twin">The next twin that is free; comes back behind the VM's.</param>
    public void Spread(GuestMemory guest, Span<int> into, ref int twin)
    {
        double[] ends = EndsOf(guest);
        int[] next = [.. _begins];
        bool second = false;
        double at = 0.5;
        for (int page = 0; page < into.Length; page++)
        {
            at = at + Golden < 1 ? at + Golden : at + Golden - 1;
            int kind = 0;
            while (kind < ends.Length && at >= ends[kind])
            {
                kind++;
            }

            into[page] = kind switch
            {
                0 => Zero,
                1 => Twin(ref twin, ref second),
                _ when kind < Classes => Next(next, kind - FirstShared),
                _ => kind == Classes ? Volatile : Private,
            };
        }

        twin += second ? 1 : 0;
    }

    private static int Twin(ref int twin, ref bool second)
    {
        second = !second;
        return second ? twin : twin++;
    }

    private static double FractionOf(GuestMemory guest, string name) =>
        guest.Shared.Where(shared => string.Equals(shared.Content, name, StringComparison.Ordinal)).Sum(shared => shared.Fraction);

    private int Next(int[] next, int content) => next[content] < _begins[content + 1] ? next[content]++ : Private;

    // Where each class ends between 0 and 1: zeros, twins, the shared contents, then the volatile part of what is left.
    private double[] EndsOf(GuestMemory guest)
    {
        double[] ends = new double[Classes + 1];
        ends[0] = guest.Zero;
        ends[1] = ends[0] + guest.Duplicates;
        for (int content = 0; content < _names.Length; content++)
        {
            ends[FirstShared + content] = ends[FirstShared + content - 1] + FractionOf(guest, _names[content]);
        }

        ends[^1] = ends[^2] + (Math.Max(0, 1 - ends[^2]) * guest.Volatile);
        return ends;
    }
}
