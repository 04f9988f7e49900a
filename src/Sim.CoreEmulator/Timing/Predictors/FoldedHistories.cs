using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Outcomes of the last branches, and for each of several tables the newest n of them folded to an index and two halves of a tag.</summary>
/// <remarks>
/// Folding is XOR of pieces; a new outcome turns it by a bit, puts that in and takes the oldest out, so that long histories cost no more than short ones: Michaud,
/// JILP 7, 2005; Seznec and Michaud, JILP 8, 2006. Eight tables are folded at once.
/// </remarks>
internal sealed class FoldedHistories
{
    private const int Lanes = 8;
    private const int Kinds = 3;

    // A prime near 2^32 / golden ratio: multiplication spreads addresses. Tables multiply by different odd numbers.
    private const uint Spread = 2654435761;
    private const int SpreadBits = 15;
    private const int PathBits = 16;

    private readonly int _vectors;
    private readonly int[] _lengths;
    private readonly int[] _folds;
    private readonly int[] _tops;
    private readonly int[] _masks;
    private readonly int[] _outs;
    private readonly int[] _factors;
    private readonly int[] _pathMasks;
    private readonly int[] _outcomes;
    private readonly int _ring;
    private int _newest;
    private int _path;

    /// <summary>Builds it.</summary>
    /// <param name="lengths">Outcomes that each table looks back at.</param>
    /// <param name="indexBits">Bits of each table's index.</param>
    /// <param name="tagBits">Bits of each table's tag.</param>
    public FoldedHistories(ReadOnlySpan<int> lengths, ReadOnlySpan<int> indexBits, ReadOnlySpan<int> tagBits)
    {
        _vectors = (lengths.Length + Lanes - 1) / Lanes;
        int lanes = _vectors * Lanes;
        int longest = 1;
        _lengths = new int[lanes];
        _factors = new int[lanes];
        _pathMasks = new int[lanes];
        Indices = new int[lanes];
        Tags = new int[lanes];
        _folds = new int[Kinds * lanes];
        _tops = new int[Kinds * lanes];
        _masks = new int[Kinds * lanes];
        _outs = new int[Kinds * lanes];
        for (int table = 0; table < lengths.Length; table++)
        {
            longest = Math.Max(longest, lengths[table]);
            _lengths[table] = lengths[table];
            _factors[table] = (int)(Spread * (uint)((2 * table) + 1));
            _pathMasks[table] = (1 << Math.Min(PathBits, lengths[table])) - 1;
            Fold(table, 0, indexBits[table]);
            Fold(table, 1, tagBits[table]);
            Fold(table, 2, tagBits[table] - 1);
        }

        Longest = longest;
        _ring = (int)BitOperations.RoundUpToPowerOf2((uint)longest + 1) - 1;
        _outcomes = new int[_ring + 1];
    }

    /// <summary>The longest history.</summary>
    public int Longest { get; }

    /// <summary>Where each table has the branch that was asked for last.</summary>
    public int[] Indices { get; }

    /// <summary>Its tag there.</summary>
    public int[] Tags { get; }

    /// <summary>Computes indices and tags of a branch.</summary>
    public void Look(ulong pc)
    {
        int lanes = _vectors * Lanes;
        Span<Vector256<int>> folds = Of(_folds);
        Span<Vector256<int>> masks = Of(_masks);
        Span<Vector256<int>> factors = Of(_factors);
        Span<Vector256<int>> paths = Of(_pathMasks);
        Span<Vector256<int>> indices = Of(Indices);
        Span<Vector256<int>> tags = Of(Tags);
        Vector256<int> place = Vector256.Create((int)(pc >> 1));
        Vector256<int> path = Vector256.Create(_path);
        for (int i = 0; i < lanes / Lanes; i++)
        {
            Vector256<int> mixed = (place ^ ((path & paths[i]) << 6)) * factors[i];
            indices[i] = (folds[i] ^ (mixed >>> SpreadBits)) & masks[i];
            tags[i] = (folds[i + _vectors] ^ (folds[i + (2 * _vectors)] << 1) ^ place) & masks[i + _vectors];
        }
    }

    /// <summary>Adds an outcome.</summary>
    /// <param name="pc">The branch, for the history of the way.</param>
    /// <param name="taken">The outcome.</param>
    public void Push(ulong pc, bool taken)
    {
        uint place = (uint)(pc >> 1);
        _path = (int)(((uint)_path << 1) | ((place ^ (place >> 1) ^ (place >> 3)) & 1));
        Span<Vector256<int>> folds = Of(_folds);
        Span<Vector256<int>> tops = Of(_tops);
        Span<Vector256<int>> masks = Of(_masks);
        Span<Vector256<int>> outs = Of(_outs);
        Vector256<int> one = Vector256<int>.One;
        Vector256<int> outcome = taken ? one : Vector256<int>.Zero;
        for (int i = 0; i < _vectors; i++)
        {
            Vector256<int> oldest = Oldest(i * Lanes);
            for (int at = i; at < folds.Length; at += _vectors)
            {
                Vector256<int> turned = Vector256.Equals(folds[at] & tops[at], tops[at]) & one;
                folds[at] = (((folds[at] << 1) | turned) ^ outcome ^ (oldest & outs[at])) & masks[at];
            }
        }

        _newest = (_newest + 1) & _ring;
        _outcomes[_newest] = taken ? -1 : 0;
    }

    /// <summary>Forgets all.</summary>
    public void Forget()
    {
        Array.Clear(_folds);
        Array.Clear(_outcomes);
        _newest = 0;
        _path = 0;
    }

    private static Span<Vector256<int>> Of(int[] values) => MemoryMarshal.Cast<int, Vector256<int>>(values.AsSpan());

    private Vector256<int> Oldest(int lane) => Vector256.Create(
        Back(lane), Back(lane + 1), Back(lane + 2), Back(lane + 3), Back(lane + 4), Back(lane + 5), Back(lane + 6), Back(lane + 7));

    // The outcome that a table's history loses when the next one comes, as a mask.
    private int Back(int lane) => _outcomes[(_newest + 1 - _lengths[lane]) & _ring];

    private void Fold(int table, int kind, int bits)
    {
        int at = (kind * _vectors * Lanes) + table;
        _tops[at] = 1 << (bits - 1);
        _masks[at] = (1 << bits) - 1;
        _outs[at] = 1 << (_lengths[table] % bits);
    }
}
