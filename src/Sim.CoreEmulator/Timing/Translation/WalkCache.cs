using System;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>Parts of translations that a walker keeps, by address prefix: fully associative; the least recently used gives way.</summary>
/// <remarks>
/// One holds the first stage's entries above leaves, one the second stage's, one whole translations of guest physical pages: the page walk caches and the nested
/// TLB of Bhargava et al., ASPLOS 2008. Only that an entry is known is kept: where it leads, the walk itself tells.
/// </remarks>
/// <param name="entries">How many; 0 for none.</param>
internal sealed class WalkCache(int entries)
{
    private const int LevelBits = 3;
    private readonly Part[] _parts = new Part[entries];
    private long _looks;

    /// <summary>Whether it holds the entry of a level for a prefix.</summary>
    public bool Find(ulong prefix, int level, ulong space)
    {
        int found = Search(Key(prefix, level), space);
        if (found < 0)
        {
            return false;
        }

        _parts[found].Used = ++_looks;
        return true;
    }

    /// <summary>Puts an entry in, or makes it the most recently used.</summary>
    public void Keep(ulong prefix, int level, ulong space)
    {
        if (_parts.Length == 0)
        {
            return;
        }

        ulong key = Key(prefix, level);
        int at = Search(key, space);
        if (at < 0)
        {
            at = 0;
            for (int i = 1; i < _parts.Length; i++)
            {
                at = _parts[i].Used < _parts[at].Used ? i : at;
            }
        }

        _parts[at] = new Part { Key = key, Space = space, Used = ++_looks };
    }

    /// <summary>Drops what is of spaces that a fence is about.</summary>
    public void Drop(in FenceScope scope)
    {
        foreach (ref Part part in _parts.AsSpan())
        {
            if (part.Space != 0 && scope.Covers(part.Space))
            {
                part = default;
            }
        }
    }

    /// <summary>Drops one entry of all spaces that a fence is about.</summary>
    public void Drop(in FenceScope scope, ulong prefix, int level)
    {
        ulong key = Key(prefix, level);
        foreach (ref Part part in _parts.AsSpan())
        {
            if (part.Key == key && part.Space != 0 && scope.Covers(part.Space))
            {
                part = default;
            }
        }
    }

    /// <summary>Drops all.</summary>
    public void Drop() => Array.Clear(_parts);

    private static ulong Key(ulong prefix, int level) => (prefix << LevelBits) | (uint)level;

    private int Search(ulong key, ulong space)
    {
        Part[] parts = _parts;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Key == key && parts[i].Space == space)
            {
                return i;
            }
        }

        return -1;
    }

    private struct Part
    {
        public ulong Key;
        public ulong Space;
        public long Used;
    }
}
