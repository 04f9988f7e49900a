using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Timing.Translation;

/// <summary>Puts page tables into the memory of a hart. Guest physical addresses of guests' tables are their physical ones.</summary>
internal sealed class TableBuilder(RawHart raw)
{
    public const int Satp = 0x180;
    public const int Vsatp = 0x280;
    public const int Hgatp = 0x680;
    public const ulong All = PageTableEntry.V | PageTableEntry.R | PageTableEntry.W | PageTableEntry.X | PageTableEntry.U | PageTableEntry.A | PageTableEntry.D;
    public const ulong Global = 32;
    public const ulong Memory = RawHart.Base;
    private const ulong First = RawHart.Base + 0x40000;
    private ulong _next = First;

    /// <summary>How far tables reach.</summary>
    public ulong End => _next;

    /// <summary>An empty root table of four pages, aligned so.</summary>
    public ulong Root()
    {
        ulong root = (_next + 0x3FFF) & ~0x3FFFUL;
        _next = root + 0x4000;
        return root;
    }

    /// <summary>Maps a page whose leaf is of some level; the tables above it are made where they lack.</summary>
    public void Map(ulong root, int levels, ulong from, ulong to, int leaf = 0, ulong flags = All)
    {
        ulong table = root;
        for (int level = levels - 1; level >= leaf; level--)
        {
            ulong index = from >> (12 + (9 * level));
            ulong at = table + ((index & (level == levels - 1 ? 2047UL : 511UL)) * 8);
            if (level == leaf)
            {
                raw.Poke(at, ((to >> 12) << 10) | flags);
                return;
            }

            ulong entry = raw.Peek(at);
            if (entry == 0)
            {
                entry = ((_next >> 12) << 10) | PageTableEntry.V;
                raw.Poke(at, entry);
                _next += 4096;
            }

            table = (entry >> 10) << 12;
        }
    }

    /// <summary>Maps all of the guest's memory where it is, but what is mapped otherwise.</summary>
    public void MapTables(ulong root, int levels, int leaf)
    {
        if (leaf > 0)
        {
            Map(root, levels, Memory, Memory, leaf);
            return;
        }

        for (ulong page = First; page < First + 0x40000; page += 4096)
        {
            Map(root, levels, page, page);
        }
    }

    /// <summary>The value of satp and its kin.</summary>
    public static ulong Atp(int levels, ulong root, ulong space = 0) => levels == 0 ? 0 : ((ulong)(levels + 5) << 60) | (space << 44) | (root >> 12);

    /// <summary>Puts the hart in user mode, of a guest or not.</summary>
    public void Enter(bool isGuest) => raw.In(Privilege.User, isGuest);
}
