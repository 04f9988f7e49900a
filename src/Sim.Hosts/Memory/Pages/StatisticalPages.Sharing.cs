using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;

namespace Sim.Hosts.Memory.Pages;

/// <content>Classes of content, and what of them is merged.</content>
/// <remarks>
/// Class 0 holds pages of zeros, class 1 twins within a VM (each VM has its own), the others the contents that VMs have in
/// common: page i of a content is the same in every VM that has more than i pages of it.
/// </remarks>
public sealed partial class StatisticalPages
{
    /// <summary>Pages of zeros.</summary>
    public const int ZeroClass = 0;

    /// <summary>Pairs of like pages within each VM.</summary>
    public const int TwinClass = 1;

    private double[] _fraction = []; // by VM and class: of the pages in use
    private double[] _merged = []; // by VM and class: guest pages
    private double[] _mergedSum = []; // by class
    private double[] _common = []; // by class: machine pages that they map
    private string[] _salts = [];
    private int[] _groupOf = []; // by VM
    private int[][] _groups = []; // VMs that may share with each other
    private double[] _second = []; // by class and group: what the VM with the second most has
    private int[] _first = []; // by class and group: the VM with the most
    private bool _isSalted;

    /// <summary>How many classes there are.</summary>
    public int Classes { get; private set; }

    /// <summary>The most guest pages that map one machine page; KSM's max_page_sharing.</summary>
    public double MostSharers { get; set; } = double.PositiveInfinity;

    /// <summary>Whether VMs share contents only with VMs of the same salt, and zeros only within themselves.</summary>
    public bool IsSalted
    {
        get => _isSalted;
        set
        {
            _isSalted = value;
            MakeGroups();
        }
    }

    /// <summary>VMs that may share with each other.</summary>
    internal int[][] Groups => _groups;

    /// <summary>Whether pages in large ones can be merged, and the large ones are split for it, as KSM does (mm/ksm.c, try_to_merge_one_page).</summary>
    public bool SplitsLarge { get; set; }

    /// <inheritdoc/>
    public double SharedCommon => Sum(_common);

    // Machine pages that sharing saves.
    private double Saved => Sum(_mergedSum) - SharedCommon;

    /// <summary>Guest pages of a class that are resident, merged ones included; in small pages, unless large ones are split.</summary>
    public double SharablePages(int vm, int contents)
    {
        ref StatisticalVm row = ref _vms[vm];
        double small = row.Large > 0 && !SplitsLarge && row.Resident > 0 ? 1 - (row.Large / row.Resident) : 1;
        return Math.Max(_merged[(vm * Classes) + contents], _fraction[(vm * Classes) + contents] * (row.Mapped - row.OutUsed) * small);
    }

    /// <summary>Guest pages of a class that are merged.</summary>
    public double MergedPages(int vm, int contents) => _merged[(vm * Classes) + contents];

    /// <summary>
    /// Guest pages of a class for which there is another like it: what can be merged at best. Of a content it is what the VM with
    /// the second most has, or its own pages if those are fewer.
    /// </summary>
    /// <remarks>As of the last <see cref="BeginSharing"/>.</remarks>
    public double MergeablePages(int vm, int contents)
    {
        double own = SharablePages(vm, contents);
        if (contents <= TwinClass)
        {
            return own >= 2 || (contents == ZeroClass && !IsSalted) ? own : 0;
        }

        int at = (contents * _groups.Length) + _groupOf[vm];
        return Math.Min(own, _first[at] == vm ? _second[at] : double.PositiveInfinity);
    }

    /// <summary>Looks at who has how much of which content.</summary>
    public void BeginSharing()
    {
        for (int at = (TwinClass + 1) * _groups.Length; at < _first.Length; at++)
        {
            (double most, double second, int first) = (0, 0, -1);
            foreach (int vm in _groups[at % _groups.Length])
            {
                double own = SharablePages(vm, at / _groups.Length);
                (second, first) = own > most ? (most, vm) : (Math.Max(second, own), first);
                most = Math.Max(most, own);
            }

            (_second[at], _first[at]) = (second, first);
        }
    }

    /// <summary>Says how many guest pages of a class are merged. What that saves is booked by <see cref="CommitSharing()"/>.</summary>
    public void SetMerged(int vm, int contents, double pages)
    {
        double change = Math.Clamp(pages, 0, SharablePages(vm, contents)) - _merged[(vm * Classes) + contents];
        if (change < 0)
        {
            Unmerge(vm, contents, -change);
            return;
        }

        ref StatisticalVm row = ref _vms[vm];
        change = Math.Min(change, Math.Max(0, row.Resident - row.Merged - (SplitsLarge ? 0 : row.Large)));
        SplitLarge(vm, contents, change);
        _merged[(vm * Classes) + contents] += change;
        _mergedSum[contents] += change;
        _common[contents] += change;
        row.Merged += change;
    }

    /// <summary>Works out how many machine pages the merged ones map; what is over comes free.</summary>
    /// <remarks>Where merging is not complete, which pages of a content are merged is taken to be independent from VM to VM.</remarks>
    public void CommitSharing()
    {
        for (int contents = 0; contents < Classes; contents++)
        {
            CommitSharing(contents, CommonOf(contents));
        }
    }

    /// <summary>The same for one class, whose machine pages the mechanism can tell better.</summary>
    public void CommitSharing(int contents, double common)
    {
        // A page that lost its last partner stays merged until it is written; nothing is taken back here.
        common = Math.Clamp(common, 0, _common[contents]);
        Free += _common[contents] - common;
        _common[contents] = common;
    }

    /// <summary>How many machine pages the merged pages of a class should map.</summary>
    public double CommonOf(int contents)
    {
        double sum = _mergedSum[contents];
        if (sum <= 0)
        {
            return 0;
        }

        return contents switch
        {
            ZeroClass => IsSalted ? Copies(sum, CountMerging(contents)) : Copies(sum, 1),
            TwinClass => sum / 2,
            _ => SumOverGroups(contents),
        };
    }

    // A scanner merges pages of a class as it meets them, one after the other. So of the large pages those on its way so far
    // are split: all that hold at least one of the class.
    private void SplitLarge(int vm, int contents, double merged)
    {
        ref StatisticalVm row = ref _vms[vm];
        if (row.Large <= 0 || merged <= 0)
        {
            return;
        }

        double apart = row.Resident - row.Merged;
        double left = SharablePages(vm, contents) - _merged[(vm * Classes) + contents];
        double way = left > merged ? merged / left : 1;
        double without = Math.Exp(PageSizes.PerLarge * Math.Log(Math.Max(1e-12, 1 - (left / apart))));
        row.Large = Math.Clamp(row.Large * (1 - (way * (1 - without))), 0, Math.Max(0, apart - merged));
    }

    private void MakeClasses(IReadOnlyList<MemoryClaim> claims)
    {
        string[] names = [.. claims.SelectMany(claim => claim.Guest.Shared).Select(shared => shared.Content).Distinct(StringComparer.Ordinal)];
        Classes = TwinClass + 1 + names.Length;
        _salts = [.. claims.Select(claim => claim.Salt)];
        (_fraction, _merged) = (new double[claims.Count * Classes], new double[claims.Count * Classes]);
        (_mergedSum, _common) = (new double[Classes], new double[Classes]);
        MakeGroups();
        for (int vm = 0; vm < claims.Count; vm++)
        {
            GuestMemory guest = claims[vm].Guest;
            Span<double> fractions = _fraction.AsSpan(vm * Classes, Classes);
            (fractions[ZeroClass], fractions[TwinClass]) = (guest.Zero, guest.Duplicates);
            foreach (SharedContent shared in guest.Shared)
            {
                fractions[TwinClass + 1 + Array.IndexOf(names, shared.Content)] += shared.Fraction;
            }
        }
    }

    // Under salts, VMs without one share with nobody.
    private void MakeGroups()
    {
        _groupOf = new int[_salts.Length];
        int groups = Math.Min(1, _salts.Length);
        for (int vm = 0; vm < _salts.Length && IsSalted; vm++)
        {
            int like = vm == 0 || _salts[vm].Length == 0 ? vm : Array.IndexOf(_salts, _salts[vm]);
            groups = vm == 0 ? 0 : groups;
            _groupOf[vm] = like < vm ? _groupOf[like] : groups++;
        }

        _groups = [.. Enumerable.Range(0, groups).Select(group => Enumerable.Range(0, _salts.Length).Where(vm => _groupOf[vm] == group).ToArray())];
        (_second, _first) = (new double[Classes * groups], new int[Classes * groups]);
        Array.Fill(_first, -1);
    }

    private double SavedBy(int vm)
    {
        double saved = 0;
        for (int contents = 0; contents < Classes && _vms[vm].Merged > 0; contents++)
        {
            double merged = _merged[(vm * Classes) + contents];
            saved += merged > 0 ? merged * (1 - (_common[contents] / _mergedSum[contents])) : 0;
        }

        return saved;
    }

    // Machine pages of a content that some VMs have.
    private double CommonOf(int contents, int[] group)
    {
        double most = 0;
        double pages = 0;
        foreach (int vm in group)
        {
            double merged = _merged[(vm * Classes) + contents];
            if (merged > 0)
            {
                most = Math.Max(most, MergeableOf(vm, contents));
                pages += merged;
            }
        }

        if (most <= 0)
        {
            return 0;
        }

        double without = 1;
        foreach (int vm in group)
        {
            without *= 1 - Math.Min(1, _merged[(vm * Classes) + contents] / most);
        }

        return Copies(pages, most * (1 - without));
    }

    private double MergeableOf(int vm, int contents) => Math.Max(_merged[(vm * Classes) + contents], MergeablePages(vm, contents));

    // Machine pages for so many guest pages with so many distinct contents: more where only so many may map one.
    private double Copies(double pages, double distinct) => Math.Min(pages, Math.Max(distinct, Math.Ceiling(pages / MostSharers)));

    private int CountMerging(int contents)
    {
        int count = 0;
        for (int vm = 0; vm < _vms.Length; vm++)
        {
            count += _merged[(vm * Classes) + contents] > 0 ? 1 : 0;
        }

        return count;
    }

    private double SumOverGroups(int contents)
    {
        double sum = 0;
        foreach (int[] group in _groups)
        {
            sum += CommonOf(contents, group);
        }

        return sum;
    }

    // A part of a VM's merged pages, of every class.
    private void Unmerge(int vm, double part)
    {
        for (int contents = 0; contents < Classes && _vms[vm].Merged > 0; contents++)
        {
            double merged = _merged[(vm * Classes) + contents];
            if (merged > 0)
            {
                Unmerge(vm, contents, Math.Min(merged, part * merged));
            }
        }
    }

    // Pages are merged no more: each has a machine page of its own, unless it leaves memory, which the caller books. Others
    // still map the common ones, but for those that nobody is left to map.
    private void Unmerge(int vm, int contents, double pages)
    {
        _merged[(vm * Classes) + contents] -= pages;
        _mergedSum[contents] = Math.Max(0, _mergedSum[contents] - pages);
        _vms[vm].Merged = Math.Max(0, _vms[vm].Merged - pages);
        double orphaned = Math.Max(0, _common[contents] - _mergedSum[contents]);
        _common[contents] -= orphaned;
        Free += orphaned - pages;
    }

    private void VerifyClasses()
    {
        for (int contents = 0; contents < Classes; contents++)
        {
            double sum = 0;
            for (int vm = 0; vm < _vms.Length; vm++)
            {
                sum += _merged[(vm * Classes) + contents];
            }

            Check.That(Math.Abs(sum - _mergedSum[contents]) <= 1e-6 * (1 + sum));
            Check.That(_common[contents] >= 0 && _common[contents] <= _mergedSum[contents] * (1 + 1e-9) + 1e-6);
        }
    }
}
