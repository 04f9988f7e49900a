using System;
using System.Runtime.Intrinsics;

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
    private const int Known = 2;
    private const int Kinds = 3;

    private const int Step = 4; // rows of passes are whole vectors

    private readonly int _width; // of the passes, and one beyond the last
    private readonly int _last; // pass, which the first of the turn follows
    private readonly int _turn;
    private readonly Row[] _rows;
    private readonly double[] _tried; // by pass: 1 or 0
    private double[] _ahead; // by row, kind and pass
    private double[] _behind;

    /// <summary>None at first.</summary>
    /// <param name="rows">How many classes of VMs.</param>
    /// <param name="smartScan">Whether pages are left out at all; else their passes do not matter.</param>
    public KsmCohorts(int rows, bool smartScan)
    {
        (_turn, _last) = smartScan ? (FirstOfTurn, FirstOfTurn + Turn - 1) : (0, 0);
        _width = (_last + 2 + Step - 1) / Step * Step;
        (_ahead, _behind, _rows) = (new double[rows * Kinds * _width], new double[rows * Kinds * _width], new Row[rows]);
        _tried = new double[_width];
        for (int pass = 0; pass <= _last; pass++)
        {
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
    public void SetMerged(int row, double pages) => _rows[row].Merged = Math.Min(pages, _rows[row].Compared);

    /// <summary>Pages that were taken away: merged no more, and new to the scanner.</summary>
    /// <param name="row">The class of a VM.</param>
    /// <param name="pages">How many.</param>
    /// <param name="at">Part of the VM that the cursor has passed.</param>
    public void Break(int row, double pages, double at)
    {
        ref Row sums = ref _rows[row];
        if (pages <= 0 || sums.Compared <= 0)
        {
            return;
        }

        double part = Math.Min(1, pages / sums.Compared);
        if (at < 1)
        {
            BreakIn(_ahead, row, part);
        }

        if (at > 0)
        {
            BreakIn(_behind, row, part);
        }

        sums.Merged = Math.Max(0, sums.Merged - pages);
        sums.Compared *= 1 - part;
    }

    /// <summary>A part of a class is overwritten: its pages become private ones, and as many private ones take over what they held.</summary>
    /// <remarks>So <see cref="Pages.ExactPages"/> has it. A page's own passes stay with it, so what was merged early is found late.</remarks>
    public void Write(int row, int privateRow, double part, double at)
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
        if (at < 1)
        {
            WriteIn(_ahead, row, privateRow, (part, taken, moved));
        }

        if (at > 0)
        {
            WriteIn(_behind, row, privateRow, (part, taken, moved));
        }

        (sums.Merged, sums.Compared) = (sums.Merged * (1 - part), sums.Compared * (1 - part));
    }

    /// <summary>Pages that the guest got.</summary>
    /// <param name="row">The class of a VM.</param>
    /// <param name="pages">How many.</param>
    /// <param name="at">Part of the VM that the cursor has passed.</param>
    /// <param name="isPrivate">Whether no page of the class is like another: what the scanner knows of them does not matter then.</param>
    public void Add(int row, double pages, double at, bool isPrivate)
    {
        int place = At(row, isPrivate ? Known : New);
        _ahead[place] += (1 - at) * pages;
        _behind[place] += at * pages;
        _rows[row].Sum += pages;
        _rows[row].Compared += isPrivate ? pages : 0;
    }

    /// <summary>Pages that the guest has no more, of each kind alike; merged ones are told of by <see cref="Break"/>.</summary>
    public void Remove(int row, double pages, double at)
    {
        ref Row sums = ref _rows[row];
        double part = sums.Sum > pages ? 1 - (pages / sums.Sum) : 0;
        int length = Kinds * _width;
        if (at < 1)
        {
            Scale(_ahead.AsSpan(row * length, length), part);
        }

        if (at > 0)
        {
            Scale(_behind.AsSpan(row * length, length), part);
        }

        (sums.Sum, sums.Compared) = (sums.Sum * part, sums.Compared * part);
        // Of what is left, as much is merged as before.
        double lacking = Math.Max(0, sums.Merged - sums.Compared);
        (at < 1 ? _ahead : _behind)[At(row, Known)] += lacking;
        (sums.Sum, sums.Compared) = (sums.Sum + lacking, sums.Compared + lacking);
    }

    /// <summary>Pages ahead of the cursor that will be looked at: merged, or not and tried.</summary>
    public (double Merged, double Tried) Ahead(int row)
    {
        double merged = _rows[row].MergedPart;
        ReadOnlySpan<double> fresh = _ahead.AsSpan(At(row, New), _width);
        ReadOnlySpan<double> hashed = _ahead.AsSpan(At(row, Hashed), _width);
        ReadOnlySpan<double> compared = _ahead.AsSpan(At(row, Known), _width);
        (Vector256<double> tried, Vector256<double> all) = (default, default);
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> c = Vector256.Create<double>(compared[i..]);
            tried += Vector256.Create<double>(_tried.AsSpan(i)) * (Vector256.Create<double>(fresh[i..]) + Vector256.Create<double>(hashed[i..]) + ((1 - merged) * c));
            all += c;
        }

        return (merged * Vector256.Sum(all), Vector256.Sum(tried));
    }

    /// <summary>The cursor goes on by a part of what is ahead.</summary>
    public KsmMeeting Pass(int row, double part)
    {
        double merged = _rows[row].MergedPart;
        Span<double> from = _ahead.AsSpan(At(row, New), Kinds * _width);
        Span<double> behind = _behind.AsSpan(At(row, New), Kinds * _width);
        Span<double> to = stackalloc double[Kinds * _width];
        (Vector256<double> met, Vector256<double> tried, Vector256<double> compared, Vector256<double> stay) = (default, default, default, default);
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> is1 = Vector256.Create<double>(_tried.AsSpan(i));
            Vector256<double> fresh = Take(from[i..], part);
            Vector256<double> hashed = Take(from[(i + _width)..], part);
            Vector256<double> waiting = Take(from[(i + (2 * _width))..], part);
            Vector256<double> stays = merged * waiting;
            waiting -= stays;
            (Vector256<double> first, Vector256<double> second) = (is1 * fresh, is1 * hashed);
            (fresh - first).CopyTo(to[i..]);
            (first + hashed - second).CopyTo(to[(i + _width)..]);
            (second + waiting).CopyTo(to[(i + (2 * _width))..]);
            Add(behind[(i + (2 * _width))..], stays);
            met += fresh + hashed + waiting;
            tried += first + second + (is1 * waiting);
            (compared, stay) = (compared + second, stay + stays);
        }

        for (int kind = 0; kind < Kinds; kind++)
        {
            GrowOlder(to.Slice(kind * _width, _width), behind.Slice(kind * _width, _width));
        }

        double again = Vector256.Sum(tried) - Vector256.Sum(compared);
        double now = Vector256.Sum(compared);
        _rows[row].Compared += now;
        return new KsmMeeting(Vector256.Sum(met), Vector256.Sum(tried), now, again, Vector256.Sum(stay));
    }

    /// <summary>The cursor has passed all: it lies ahead again.</summary>
    public void EndPass() => (_ahead, _behind) = (_behind, _ahead);

    private static Vector256<double> Take(Span<double> pages, double part)
    {
        Vector256<double> all = Vector256.Create<double>(pages);
        Vector256<double> taken = part * all;
        (all - taken).CopyTo(pages);
        return taken;
    }

    private static void Add(Span<double> to, Vector256<double> pages) => (Vector256.Create<double>(to) + pages).CopyTo(to);

    private static void Scale(Span<double> values, double by)
    {
        for (int i = 0; i < values.Length; i += Vector256<double>.Count)
        {
            (by * Vector256.Create<double>(values[i..])).CopyTo(values[i..]);
        }
    }

    // Each pass goes to the next, the last to the first of the turn.
    private void GrowOlder(ReadOnlySpan<double> pages, Span<double> into)
    {
        int i = 0;
        for (; i + Vector256<double>.Count < _width; i += Vector256<double>.Count)
        {
            Add(into[(i + 1)..], Vector256.Create<double>(pages[i..]));
        }

        for (; i <= _last; i++)
        {
            into[i + 1] += pages[i];
        }

        into[_turn] += into[_last + 1];
        into[_last + 1] = 0;
    }

    private int At(int row, int kind) => ((row * Kinds) + kind) * _width;

    private void BreakIn(double[] side, int row, double part)
    {
        Span<double> fresh = side.AsSpan(At(row, New), _width);
        Span<double> compared = side.AsSpan(At(row, Known), _width);
        for (int pass = 0; pass < fresh.Length; pass++)
        {
            double broken = part * compared[pass];
            fresh[pass] += broken;
            compared[pass] -= broken;
        }
    }

    private void WriteIn(double[] side, int row, int privateRow, (double Part, double Taken, double Moved) write)
    {
        Span<double> pages = side.AsSpan(At(row, New), Kinds * _width);
        Span<double> others = side.AsSpan(At(privateRow, Known), _width);
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> written = Take(pages[i..], write.Part) + Take(pages[(i + _width)..], write.Part) + Take(pages[(i + (2 * _width))..], write.Part);
            Vector256<double> heirs = Take(others[i..], write.Taken);
            Add(others[i..], write.Moved * written);
            Add(pages[i..], ((1 - write.Moved) * written) + heirs);
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
