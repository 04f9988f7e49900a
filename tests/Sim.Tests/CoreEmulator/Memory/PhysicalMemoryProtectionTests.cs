using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Memory;

/// <summary>PMP against a check of byte after byte, and its locks.</summary>
internal sealed class PhysicalMemoryProtectionTests
{
    private const int Entries = 16;
    private const ulong Region = 0x8000_0000;

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void EveryAccessEndsAsByteByByte(int seed)
    {
        using RawHart raw = new();
        Dice dice = new(unchecked((ulong)seed));
        Configure(raw, dice);
        for (int i = 0; i < 300; i++)
        {
            int size = 1 << dice.Below(4);
            ulong physical = (Region + (dice.Next() & 0x3FFF)) & ~(ulong)(size - 1);
            AccessType access = (AccessType)dice.Below(4);
            Privilege privilege = dice.Once(3) ? Privilege.Machine : Privilege.Supervisor;
            bool isAllowed = raw.Hart.Mmu.Walker.Protection.Allows(physical, size, access, privilege, out bool wholePage);
            Assert.That(isAllowed, Is.EqualTo(Allows(raw, physical, size, access, privilege)), $"{physical:x} {size} {access} {privilege}");
            ulong elsewhere = (physical & ~0xFFFUL) | (dice.Next() & 0xFFC);
            if (wholePage)
            {
                Assert.That(Allows(raw, elsewhere, 4, access, privilege), Is.EqualTo(isAllowed), $"{physical:x} and {elsewhere:x} are in one page");
            }
        }
    }

    [Test]
    public void ALockedEntryStaysAndHoldsForMMode()
    {
        using RawHart raw = new();
        raw.Write(0x3B0, Region >> 2);
        raw.Write(0x3B1, (Region >> 2) + 4);
        raw.Write(0x3A0, 0x8900);
        raw.Write(0x3B0, 0);
        raw.Write(0x3B1, 0);
        raw.Write(0x3A0, 0);
        Assert.That(raw.Read(0x3B0), Is.EqualTo(Region >> 2), "the bottom of a locked range is locked");
        Assert.That(raw.Read(0x3B1), Is.EqualTo((Region >> 2) + 4));
        Assert.That(raw.Read(0x3A0), Is.EqualTo(0x8900));
        Assert.That(raw.Hart.Mmu.Walker.Protection.Allows(Region, 4, AccessType.Load, Privilege.Machine, out _), Is.True);
        Assert.That(raw.Hart.Mmu.Walker.Protection.Allows(Region, 4, AccessType.Store, Privilege.Machine, out _), Is.False);
    }

    [Test]
    public void WithoutAMatchOnlyMModeHasAccess()
    {
        using RawHart raw = new();
        Assert.That(raw.Hart.Mmu.Walker.Protection.Allows(Region, 4, AccessType.Load, Privilege.Machine, out _), Is.True);
        Assert.That(raw.Hart.Mmu.Walker.Protection.Allows(Region, 4, AccessType.Load, Privilege.User, out _), Is.False);
    }

    [Test]
    public void AHartWithoutProtectionAllowsAll()
    {
        using RawHart raw = new(new HartOptions { PmpEntries = 0 });
        Assert.That(raw.Hart.Csrs.At(0x3A0), Is.Null);
        Assert.That(raw.Hart.Mmu.Walker.Protection.Allows(Region, 4, AccessType.Load, Privilege.User, out _), Is.True);
    }

    private static void Configure(RawHart raw, Dice dice)
    {
        for (int i = 0; i < Entries; i++)
        {
            int ones = dice.Below(13);
            ulong address = (Region + (dice.Next() & (dice.Once(2) ? 0x3FFFUL : 0x3000UL))) >> 2;
            raw.Write(0x3B0 + i, dice.Once(2) ? address : address | ((1UL << ones) - 1));
        }

        ulong Bytes() => dice.Next() & 0x9F9F_9F9F_9F9F_9F9F;
        raw.Write(0x3A0, Bytes() & Bytes());
        raw.Write(0x3A2, dice.Once(2) ? Bytes() | 0x1800_0000_0000_0000 : 0);
        raw.Write(0x3BF, dice.Once(2) ? ulong.MaxValue : raw.Read(0x3BF));
    }

    private static bool Allows(RawHart raw, ulong physical, int size, AccessType access, Privilege privilege)
    {
        for (int entry = 0; entry < Entries; entry++)
        {
            int matched = 0;
            for (int i = 0; i < size; i++)
            {
                matched += Matches(raw, entry, physical + (ulong)i) ? 1 : 0;
            }

            if (matched > 0)
            {
                ulong configuration = Configuration(raw, entry);
                ulong wanted = access switch { AccessType.Load => 1UL, AccessType.Store => 2, AccessType.Fetch => 4, _ => 5 };
                bool isFree = privilege == Privilege.Machine && (configuration & 0x80) == 0;
                return matched == size && (isFree || (configuration & wanted) == wanted);
            }
        }

        return privilege == Privilege.Machine;
    }

    private static ulong Configuration(RawHart raw, int entry) => (raw.Read(0x3A0 + (entry / 8 * 2)) >> (8 * (entry % 8))) & 0xFF;

    private static bool Matches(RawHart raw, int entry, ulong physical)
    {
        ulong address = raw.Read(0x3B0 + entry);
        switch ((Configuration(raw, entry) >> 3) & 3)
        {
            case 0:
                return false;
            case 1:
                ulong bottom = entry == 0 ? 0 : raw.Read(0x3B0 + entry - 1);
                return physical >= bottom * 4 && physical < address * 4;
            case 2:
                return physical / 4 == address;
            default:
                int low = 3;
                for (ulong rest = address; (rest & 1) != 0; rest >>= 1)
                {
                    low++;
                }

                return physical >> low == (address * 4) >> low;
        }
    }
}
