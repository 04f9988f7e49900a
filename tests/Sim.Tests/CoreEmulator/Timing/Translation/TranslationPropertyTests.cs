using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Tests.CoreEmulator.Harts;
using Sim.Tests.CoreEmulator.Memory;
using Functional = Sim.CoreEmulator.Memory.Translation;

namespace Sim.Tests.CoreEmulator.Timing.Translation;

/// <summary>Random page tables and random look-ups, against the functional walker and naive models.</summary>
internal sealed class TranslationPropertyTests
{
    private const ulong Tables = RawHart.Base + 0x10000;
    private const int TableCount = 12;
    private const int Indices = 3;

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void Addresses_are_those_of_the_functional_walker(int seed) => Compare(seed);

    [Test]
    public void Enough_addresses_are_compared() => Assert.That(Enumerable.Range(0, 20).Sum(Compare), Is.GreaterThan(2000));

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void The_first_level_is_as_a_list_by_last_use(int seed)
    {
        Dice dice = new(unchecked((ulong)seed));
        int size = 1 + dice.Below(6);
        FirstLevelTlb tlb = new(size);
        List<(ulong Page, int Bits)> naive = [];
        for (int i = 0; i < 500; i++)
        {
            ulong address = (ulong)dice.Below(10) << (12 + dice.Below(2));
            int bits = Bits(address);
            bool isHit = tlb.IsLast(address, SpaceTag.Valid, 0, out Translated found) || tlb.Find(address, SpaceTag.Valid, 0, out found);
            Assert.That(isHit, Is.EqualTo(naive.Remove((address >> bits, bits))));
            if (isHit)
            {
                Assert.That(found.Physical, Is.EqualTo(address + (1UL << 40)));
            }
            else
            {
                TlbPage page = Page(address, bits);
                tlb.Keep(in page, address, SpaceTag.Valid);
            }

            naive.Insert(0, (address >> bits, bits));
            naive.RemoveRange(Math.Min(size, naive.Count), naive.Count - Math.Min(size, naive.Count));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void The_second_level_is_as_a_list_by_last_use_for_each_set(int seed)
    {
        Dice dice = new(unchecked((ulong)seed));
        int ways = 1 + dice.Below(4);
        SecondLevelTlb tlb = new(4 * ways, ways);
        List<(ulong Page, int Bits)>[] naive = [.. Enumerable.Range(0, 4).Select(_ => new List<(ulong, int)>())];
        for (int i = 0; i < 500; i++)
        {
            ulong address = (ulong)dice.Below(40) << (12 + dice.Below(2));
            int bits = Bits(address);
            List<(ulong, int)> set = naive[(address >> bits) & 3];
            bool isHit = tlb.Find(address, SpaceTag.Valid, out TlbPage found);
            Assert.That(isHit, Is.EqualTo(set.Remove((address >> bits, bits))));
            if (isHit)
            {
                Assert.That(found.Translate(address), Is.EqualTo(address + (1UL << 40)));
            }
            else
            {
                TlbPage page = Page(address, bits);
                tlb.Keep(in page);
            }

            set.Insert(0, (address >> bits, bits));
            set.RemoveRange(Math.Min(ways, set.Count), set.Count - Math.Min(ways, set.Count));
        }
    }

    private static int Compare(int seed)
    {
        int compared = 0;
        using RawHart raw = new RawHart().OpenMemory();
        Dice dice = new(unchecked((ulong)seed));
        Fill(raw, dice);
        TranslationConfiguration configuration = new() { Instructions = 2, Data = 1 + dice.Below(4), Second = 8, SecondWays = 2, NestedTlb = dice.Below(4) };
        TranslationUnit unit = new(configuration, new MachinePageTables(raw.Hart), new FixedPort());
        for (int round = 0; round < 8; round++)
        {
            bool isGuest = dice.Once(2);
            Configure(raw, dice, isGuest);
            unit.Fence(TranslationFence.GuestPhysical, null, null);
            unit.Fence(TranslationFence.Host, null, null);
            unit.SpaceChanged();
            for (int i = 0; i < 100; i++)
            {
                AccessType access = (AccessType)dice.Below(3);
                ulong address = Address(dice);
                if (raw.Hart.Mmu.Walker.Translate(address, 1, access, new AccessMode(Privilege.User, isGuest), out Functional expected))
                {
                    Assert.That(unit.Translate(address, access, asGuest: false, i).Physical, Is.EqualTo(expected.Physical), $"{address:x}");
                    compared++;
                }
            }
        }

        return compared;
    }

    // Every other stretch of 64 KiB is one page.
    private static int Bits(ulong address) => ((address >> 16) & 1) == 0 ? 12 : 16;

    private static TlbPage Page(ulong address, int bits) => new()
    {
        Page = address >> bits << bits,
        Physical = (address >> bits << bits) + (1UL << 40),
        Space = SpaceTag.Valid,
        SpaceMask = ulong.MaxValue,
        Bits = bits,
    };

    // A run (Svnapot) fills its table: entries of one that differ mean nothing certain.
    private static void Fill(RawHart raw, Dice dice)
    {
        for (int table = 0; table < TableCount; table++)
        {
            ulong run = (((Tables >> 12) + (ulong)dice.Below(TableCount)) & ~15UL) | 8;
            bool isRun = dice.Once(6);
            for (int index = 0; index < Indices; index++)
            {
                ulong entry = isRun ? (run << 10) | TableBuilder.All | PageTableEntry.N : Entry(dice);
                raw.Poke(Tables + ((ulong)table * 4096) + ((ulong)index * 8), entry);
            }
        }
    }

    private static ulong Entry(Dice dice)
    {
        ulong page = (Tables >> 12) + (ulong)dice.Below(TableCount);
        if (dice.Once(2))
        {
            return (page << 10) | PageTableEntry.V;
        }

        page = dice.Once(2) ? page : page & ~((1UL << (9 * (1 + dice.Below(2)))) - 1);
        return (page << 10) | TableBuilder.All | (dice.Once(4) ? TableBuilder.Global : 0);
    }

    private static void Configure(RawHart raw, Dice dice, bool isGuest)
    {
        ulong[] modes = [0, 8, 8, 8, 9];
        ulong Atp(int alignment) => (modes[dice.Below(modes.Length)] << 60) | ((Tables >> 12) + (ulong)(dice.Below(TableCount / alignment) * alignment));
        raw.Write(TableBuilder.Satp, Atp(1));
        raw.Write(TableBuilder.Vsatp, Atp(1));
        raw.Write(TableBuilder.Hgatp, Atp(4));
        raw.Hart.Mmu.FlushGuestPhysical();
        raw.In(Privilege.User, isGuest);
    }

    private static ulong Address(Dice dice)
    {
        ulong address = (ulong)dice.Below(2) * 0x123;
        for (int level = 0; level < 4; level++)
        {
            ulong index = level == 3 && !dice.Once(4) ? 0 : (ulong)dice.Below(Indices);
            address |= index << (12 + (9 * level));
        }

        return dice.Once(4) ? Tables + (address & 0xFFFF) : address;
    }
}
