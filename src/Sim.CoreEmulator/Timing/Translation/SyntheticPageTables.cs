using System.Collections.Generic;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>Page tables of four levels for programs of which only a trace is there: made as pages are first touched.</summary>
/// <remarks>Shaped as Sv48, of pages of 4 KiB. Pages and tables each get the next free frame of their range, so that the same trace finds the same memory.</remarks>
/// <param name="memory">Physical address from which pages are given.</param>
/// <param name="tables">Physical address from which tables are given.</param>
/// <param name="number">Of several programs: which, from 0; each has an ASID of its own.</param>
internal sealed class SyntheticPageTables(ulong memory, ulong tables, int number = 0) : IPageTables
{
    private const int Levels = 4;
    private const int PageBits = 12;
    private const int IndexBits = 9;
    private const int Indices = 1 << IndexBits;
    private const ulong Sv48 = 9UL << 60;
    private const int AsidAt = 44;

    // Room for a million tables below the pages.
    private const ulong FirstTable = 1UL << 28;
    private const ulong FirstPage = 1UL << 32;

    // By table and index: the next table, or at the last level the page; one more than it, 0 for none.
    private readonly List<int[]> _tables = [new int[Indices]];

    /// <summary>Pages that were touched.</summary>
    public int Pages { get; private set; }

    /// <summary>Tables that map them.</summary>
    public int Tables => _tables.Count;

    /// <summary>Those of a program that has the memory to itself.</summary>
    public static SyntheticPageTables OfOneProgram() => new(FirstPage, FirstTable);

    /// <inheritdoc/>
    public ulong Space(AccessType access, bool asGuest) => SpaceTag.OfHost(Sv48 | ((ulong)number << AsidAt));

    /// <inheritdoc/>
    public bool Walk(ulong address, AccessType access, bool asGuest, WalkPath path)
    {
        path.Clear();
        int table = 0;
        for (int level = Levels - 1; level >= 0; level--)
        {
            int index = (int)(address >> (PageBits + (level * IndexBits))) & (Indices - 1);
            path.Add(new WalkStep(tables + ((ulong)table << PageBits) + ((ulong)index * 8), level, IsGuestStage: false, level, address));
            table = Next(table, index, level);
        }

        path.Physical = memory + ((ulong)table << PageBits) + (address & ((1UL << PageBits) - 1));
        return true;
    }

    private int Next(int table, int index, int level)
    {
        int next = _tables[table][index];
        if (next == 0)
        {
            next = level == 0 ? ++Pages : _tables.Count + 1;
            _tables[table][index] = next;
            if (level > 0)
            {
                _tables.Add(new int[Indices]);
            }
        }

        return next - 1;
    }
}
