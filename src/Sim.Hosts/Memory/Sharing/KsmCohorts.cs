using System;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>Pages of each class of each VM, by how often KSM has met them unmerged and by what it knows of them.</summary>
/// <remarks>
/// <para>
/// Smart scan (mm/ksm.c, should_skip_rmap_item, skip_age) counts a page's passes only while it is not merged. A page is tried
/// in passes 0, 1, 2, 3, 5, 8, 13 of its own and then in every ninth, so its pass says all there is to know: 13 of them, and then
/// nine in turn. A merged page keeps its pass, and goes on from it once it is written to.
/// </para>
/// <para>
/// Of each pass there are pages that have changed since they were last tried, pages that were hashed then, and pages that were
/// compared: merged, or waiting for a partner. Each is ahead of the scanner's cursor or behind it. Within a class, merged
/// and waiting pages are taken to be spread alike over the passes.
/// </para>
/// </remarks>
internal sealed class KsmCohorts
{
    private const int FirstOfTurn = 13; // from here on in every ninth pass
    private const int Turn = 9;
    private const int New = 0;
    private const int Hashed = 1;
    private const int Compared = 2;
    private const int Kinds = 3;

    private readonly int _passes;
    private readonly double[] _ahead; // by row, kind and pass
    private readonly double[] _behind;
    private readonly Row[] _rows;
    private readonly int[] _next; // by pass
    private readonly double[] _tried; // by pass: 1 or 0

    /// <param name="rows">How many classes of VMs.</param>
    /// <param name="smartScan">Whether pages are left out at all; else their passes do not matter.</param>
    public KsmCohorts(int rows, bool smartScan)
    {
        _passes = smartScan ? FirstOfTurn + Turn : 1;
        (_ahead, _behind, _rows) = (new double[rows * Kinds * _passes], new double[rows * Kinds * _passes], new Row[rows]);
        (_next, _tried) = (new int[_passes], new double[_passes]);
        for (int pass = 0; pass < _passes; pass++)
        {
            _next[pass] = pass + 1 < _passes ? pass + 1 : _passes - Math.Min(_passes, Turn);
            _tried[pass] = pass is 0 or 1 or 2 or 3 or 5 or 8 or FirstOfTurn ? 1 : 0;
        }
    }

    /// <summary>Pages compared: merged, or waiting for a partner.</summary>
    public double ComparedOf(int row) => _rows[row].Compared;

    /// <summary>Pages merged.</summary>
    public double MergedOf(int row) => _rows[row].Merged;

    /// <summary>All pages of it.</summary>
    public double SumOf(int row) => _rows[row].Sum;

    /// <summary>Says how many of those compared are merged.</summary>
    public void SetMerged(int row, double pages)
    {
        _rows[row].Merged = pages;
        if (pages > _rows[row].Compared)
        {
            _rows[row].Sum += pages - _rows[row].Compared;
            _ahead[At(row, Compared)] += pages - _rows[row].Compared;
            _rows[row].Compared = pages;
        }
    }

    /// <summary>Pages that were written, or taken away: merged no more, and new to the scanner.</summary>
    public void Break(int row, double pages)
    {
        ref Row sums = ref _rows[row];
        if (pages <= 0 || sums.Compared <= 0)
        {
            return;
        }

        double part = Math.Min(1, pages / sums.Compared);
        BreakIn(_ahead, row, part);
        BreakIn(_behind, row, part);
        sums.Merged = Math.Max(0, sums.Merged - pages);
        sums.Compared *= 1 - part;
    }

    /// <summary>A part of a class is overwritten: its pages become private ones, and as many private ones take over what they held.</summary>
    /// <remarks>So <see cref="Pages.ExactPages"/> has it. A page's own passes stay with it, so what was merged early is found late.</remarks>
    public void Write(int row, int privateRow, double part)
    {
        ref Row sums = ref _rows[row];
        double pages = part * sums.Sum;
        double heirs = _rows[privateRow].Sum;
        if (pages <= 0)
        {
            return;
        }

        double taken = heirs > 0 ? Math.Min(1, pages / heirs) : 0;
        double moved = pages > 0 ? taken * heirs / pages : 0; // the rest stay what they are, but changed
        WriteIn(_ahead, row, privateRow, part, taken, moved);
        WriteIn(_behind, row, privateRow, part, taken, moved);
        (sums.Merged, sums.Compared) = (sums.Merged * (1 - part), sums.Compared * (1 - part));
    }

    /// <summary>Pages that the guest got.</summary>
    /// <param name="row">The class of a VM.</param>
    /// <param name="pages">How many.</param>
    /// <param name="at">Part of the VM that the cursor has passed.</param>
    /// <param name="isPrivate">Whether no page of the class is like another: what the scanner knows of them does not matter then.</param>
    public void Add(int row, double pages, double at, bool isPrivate)
    {
        int place = At(row, isPrivate ? Compared : New);
        _ahead[place] += (1 - at) * pages;
        _behind[place] += at * pages;
        _rows[row].Sum += pages;
        _rows[row].Compared += isPrivate ? pages : 0;
    }

    /// <summary>Pages that the guest has no more, of each kind alike; merged ones are told of by <see cref="Break"/>.</summary>
    public void Remove(int row, double pages)
    {
        ref Row sums = ref _rows[row];
        double part = sums.Sum > pages ? 1 - (pages / sums.Sum) : 0;
        int length = Kinds * _passes;
        Scale(_ahead.AsSpan(row * length, length), part);
        Scale(_behind.AsSpan(row * length, length), part);
        (sums.Sum, sums.Compared) = (sums.Sum * part, sums.Compared * part);
        SetMerged(row, sums.Merged);
    }

    /// <summary>Pages ahead of the cursor that will be looked at, and of those how many are not merged.</summary>
    public (double Met, double Tried) Ahead(int row)
    {
        double merged = _rows[row].MergedPart;
        ReadOnlySpan<double> fresh = _ahead.AsSpan(At(row, New), _passes);
        ReadOnlySpan<double> hashed = _ahead.AsSpan(At(row, Hashed), _passes);
        ReadOnlySpan<double> compared = _ahead.AsSpan(At(row, Compared), _passes);
        (double tried, double all) = (0, 0);
        for (int pass = 0; pass < _passes; pass++)
        {
            tried += _tried[pass] * (fresh[pass] + hashed[pass] + ((1 - merged) * compared[pass]));
            all += compared[pass];
        }

        return (tried + (merged * all), tried);
    }

    /// <summary>The cursor goes on by a part of what is ahead.</summary>
    /// <returns>Of the pages that are not merged: how many it met, looked at, compared for the first time, and compared again.</returns>
    public KsmMeeting Pass(int row, double part)
    {
        (double met, double tried) = (0, 0);
        double merged = _rows[row].MergedPart;
        (double compared, double again) = (0, 0);
        int first = At(row, New);
        for (int pass = 0; pass < _passes; pass++)
        {
            int fresh = first + pass;
            int hashed = fresh + _passes;
            int waiting = hashed + _passes;
            double a = part * _ahead[fresh];
            double b = part * _ahead[hashed];
            double c = part * _ahead[waiting];
            (_ahead[fresh], _ahead[hashed], _ahead[waiting]) = (_ahead[fresh] - a, _ahead[hashed] - b, _ahead[waiting] - c);
            double stays = merged * c;
            double goes = c - stays;
            double is1 = _tried[pass];
            int to = first + _next[pass];
            _behind[to] += (1 - is1) * a;
            _behind[to + _passes] += (is1 * a) + ((1 - is1) * b);
            _behind[to + (2 * _passes)] += (is1 * b) + goes;
            _behind[waiting] += stays;
            compared += is1 * b;
            again += is1 * goes;
            met += a + b + goes;
            tried += is1 * (a + b + goes);
        }

        _rows[row].Compared += compared;
        return new KsmMeeting(met, tried, compared, again);
    }

    /// <summary>All that lies behind the cursor is ahead again.</summary>
    public void EndPass()
    {
        for (int i = 0; i < _ahead.Length; i++)
        {
            _ahead[i] += _behind[i];
        }

        Array.Clear(_behind);
    }

    private static void Scale(Span<double> values, double by)
    {
        foreach (ref double value in values)
        {
            value *= by;
        }
    }

    private int At(int row, int kind) => ((row * Kinds) + kind) * _passes;

    private void BreakIn(double[] side, int row, double part)
    {
        Span<double> fresh = side.AsSpan(At(row, New), _passes);
        Span<double> compared = side.AsSpan(At(row, Compared), _passes);
        for (int pass = 0; pass < fresh.Length; pass++)
        {
            double broken = part * compared[pass];
            fresh[pass] += broken;
            compared[pass] -= broken;
        }
    }

    private void WriteIn(double[] side, int row, int privateRow, double part, double taken, double moved)
    {
        Span<double> fresh = side.AsSpan(At(row, New), _passes);
        Span<double> hashed = side.AsSpan(At(row, Hashed), _passes);
        Span<double> compared = side.AsSpan(At(row, Compared), _passes);
        Span<double> others = side.AsSpan(At(privateRow, Compared), _passes);
        for (int pass = 0; pass < fresh.Length; pass++)
        {
            double written = part * (fresh[pass] + hashed[pass] + compared[pass]);
            double heirs = taken * others[pass];
            others[pass] += (moved * written) - heirs;
            fresh[pass] = ((1 - part) * fresh[pass]) + ((1 - moved) * written) + heirs;
            hashed[pass] *= 1 - part;
            compared[pass] *= 1 - part;
        }
    }

    private struct Row
    {
        public double Sum;
        public double Compared;
        public double Merged; // of those

        public readonly double MergedPart => Compared > 0 ? Math.Min(1, Merged / Compared) : 0;
    }
}
