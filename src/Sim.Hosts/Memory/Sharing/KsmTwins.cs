using System;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>Pairs of like pages within a VM, as KSM on sums merges them.</summary>
/// <remarks>
/// A page whose twin is merged joins it. Where neither is, both must be looked at in the same pass, since the tree of pages
/// that wait is thrown away after it. Smart scan tries old pages in every ninth pass, each in one of its own: two that do not meet when
/// the second of them is compared for the first time never meet, until one is written and another page takes its content over.
/// So it matters how many pairs have no merged page; contents that many VMs have seldom come to that. What twins do is taken
/// to be independent but for that.
/// </remarks>
internal struct KsmTwins
{
    private double _apart; // pages of pairs of which neither is merged

    /// <summary>Pages that are merged by now.</summary>
    public double Merged { get; private set; }

    /// <summary>Machine pages that these map, where the VM has so many pages with a twin.</summary>
    public readonly double Common(double pages)
    {
        double single = Math.Max(0, pages - Merged - _apart);
        return single + Math.Max(0, (Merged - single) / 2);
    }

    /// <summary>A part of the merged pages is merged no more.</summary>
    /// <param name="pages">Pages with a twin, before.</param>
    /// <param name="merged">Pages merged, after.</param>
    public void Break(double pages, double merged)
    {
        double part = Merged > 0 ? Math.Clamp(1 - (merged / Merged), 0, 1) : 0;
        double single = Math.Max(0, pages - Merged - _apart);
        double pairs = Math.Max(0, (Merged - single) / 2);
        _apart += 2 * part * ((pairs * part) + single);
        Merged = merged;
    }

    /// <summary>The VM has so many such pages from now on.</summary>
    public void Resize(double before, double now)
    {
        _apart = now > before ? _apart + now - before : before > 0 ? _apart * now / before : 0;
        Merged = Math.Min(Merged, now);
        Bound(now);
    }

    /// <summary>The cursor has gone on.</summary>
    /// <param name="pages">Pages with a twin.</param>
    /// <param name="waiting">Pages that had been compared in vain before.</param>
    /// <param name="meeting">What it met.</param>
    public void Pass(double pages, double waiting, in KsmMeeting meeting)
    {
        double loose = pages - Merged;
        if (meeting.Compared <= 0 || loose <= 0)
        {
            return;
        }

        double without = loose > waiting ? Math.Clamp((_apart - waiting) / (loose - waiting), 0, 1) : 1;
        double alone = meeting.Compared * without;
        double around = meeting.Met * _apart / loose;
        double again = Math.Min(waiting, meeting.Others);
        double pairs = around > 0 ? Math.Min(_apart, alone * (alone + (2 * again)) / around) : 0;
        Merged = Math.Min(pages, Merged + meeting.Compared - alone + pairs);
        _apart -= pairs;
        Bound(pages);
    }

    // Each pair has two pages at most that are not merged, and each merged page one twin.
    private void Bound(double pages)
    {
        double loose = Math.Max(0, pages - Merged);
        _apart = Math.Clamp(_apart, Math.Max(0, loose - Merged), loose);
    }
}
