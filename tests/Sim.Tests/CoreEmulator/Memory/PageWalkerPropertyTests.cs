using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Memory;

/// <summary>Translation by random page tables, of one stage and of two, ends as a naive walk by the manual does.</summary>
internal sealed class PageWalkerPropertyTests
{
    private const ulong Tables = RawHart.Base + 0x10000;
    private const int TableCount = 12;
    private const int Indices = 3;
    private static readonly AccessMode[] Modes =
    [
        new(Privilege.User, false), new(Privilege.Supervisor, false), new(Privilege.User, true), new(Privilege.Supervisor, true), new(Privilege.Supervisor, true),
    ];

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void RandomTables(int seed)
    {
        using RawHart raw = new RawHart().OpenMemory();
        Dice dice = new(unchecked((ulong)seed));
        Fill(raw, dice);
        for (int i = 0; i < 200; i++)
        {
            Configure(raw, dice);
            AccessMode mode = Modes[dice.Below(Modes.Length)];
            AccessType access = (AccessType)dice.Below(mode.Virtual ? 4 : 3);
            ulong address = Address(dice);
            NaiveWalk expected = NaiveWalk.Of(raw, address, access, mode);
            bool isDone = raw.Hart.Mmu.Walker.Translate(address, 1, access, mode, out Translation translation);
            Assert.That(isDone, Is.EqualTo(expected.Fault is null), $"{mode} {access} {address:x}: {expected.Fault} and {raw.Hart.Mmu.Walker.Fault}");
            if (isDone)
            {
                Assert.That(translation.Physical, Is.EqualTo(expected.Physical));
            }
            else
            {
                Assert.That(raw.Hart.Mmu.Walker.Fault, Is.EqualTo(expected.Fault));
            }
        }
    }

    // Entries name tables or pages, most of them sound, some with a bit or two wrong.
    private static void Fill(RawHart raw, Dice dice)
    {
        for (int table = 0; table < TableCount; table++)
        {
            for (int index = 0; index < Indices; index++)
            {
                ulong page = (Tables >> 12) + (ulong)dice.Below(TableCount);
                bool isPointer = dice.Once(2);
                ulong flags = isPointer ? 1 : (dice.Next() & 0xFF) | 0xC1 | (dice.Once(3) ? 0UL : 0x1E);
                flags ^= dice.Once(6) ? 1UL << dice.Below(8) : 0;
                flags |= dice.Once(20) ? 1UL << (54 + dice.Below(10)) : 0;
                page = isPointer || dice.Once(2) ? page : dice.Once(2) ? (page & ~15UL) | 8 : page & ~511UL;
                page = dice.Once(4) && !isPointer ? page & ~((1UL << 18) - 1) : page;
                page = dice.Once(30) ? dice.Next() & 0xFFF : page;
                raw.Poke(Tables + ((ulong)table * 4096) + ((ulong)index * 8), (page << 10) | flags);
            }
        }
    }

    private static void Configure(RawHart raw, Dice dice)
    {
        ulong[] modes = [0, 8, 8, 8, 9];
        ulong Atp(int alignment) => (modes[dice.Below(modes.Length)] << 60) | ((Tables >> 12) + (ulong)(dice.Below(TableCount / alignment) * alignment));
        raw.Write(0x180, Atp(1));
        raw.Write(0x280, Atp(1));
        raw.Write(0x680, Atp(4));
        raw.Write(0x30A, (dice.Next() & (7UL << 61)) | (dice.Once(2) ? 1UL << 61 : 0));
        raw.Write(0x60A, dice.Next() & (7UL << 61));
        raw.Write(0x300, dice.Next() & (3UL << 18));
        raw.Write(0x200, dice.Next() & (3UL << 18));
        raw.Hart.Mmu.FlushGuestPhysical();
    }

    private static ulong Address(Dice dice)
    {
        ulong address = dice.Next() & 0xFFF;
        for (int level = 0; level < 4; level++)
        {
            ulong index = level == 3 && !dice.Once(4) ? 0 : (ulong)dice.Below(Indices);
            address |= index << (12 + (9 * level));
        }

        // With page tables off, addresses that are physical ones; and some that are no addresses.
        address = dice.Once(4) ? Tables + (address & 0xFFFF) : address;
        return dice.Once(20) ? address | (1UL << (38 + dice.Below(26))) : address;
    }
}
