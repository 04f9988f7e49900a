using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Memory;

/// <summary>Address translation as the manual's numbered steps tell it, one PTE bit after the other; it changes nothing.</summary>
internal sealed class NaiveWalk(RawHart raw)
{
    private const ulong End = RawHart.Base + (2UL << 20);

    /// <summary>Null where it succeeded: then <see cref="Physical"/> is set.</summary>
    public TrapInfo? Fault { get; private set; }

    public ulong Physical { get; private set; }

    public static NaiveWalk Of(RawHart raw, ulong address, AccessType access, AccessMode mode)
    {
        NaiveWalk walk = new(raw);
        ulong? physical = walk.First(address, access, mode);
        if (physical >> 57 is > 0)
        {
            // PMP as the test opens it ends there.
            physical = walk.Fail(Cause(access, 1, 5, 7), address, mode.Virtual);
        }

        walk.Physical = physical ?? 0;
        return walk;
    }

    private static ulong Bits(ulong value, int high, int low) => (value >> low) & (ulong.MaxValue >> (63 - high + low));

    private static bool Bit(ulong value, int at) => ((value >> at) & 1) != 0;

    private static ulong Cause(AccessType access, ulong fetch, ulong load, ulong store) =>
        access == AccessType.Fetch ? fetch : access == AccessType.Store ? store : load;

    private ulong? Fail(ulong cause, ulong address, bool isVirtual, ulong guest = 0, ulong pseudo = 0)
    {
        Fault = new TrapInfo((TrapCause)cause, address) { GuestVirtual = isVirtual, GuestPhysical = guest >> 2, PseudoInstruction = pseudo };
        return null;
    }

    private ulong? First(ulong va, AccessType access, AccessMode mode)
    {
        ulong atp = mode.Virtual ? raw.Csrs.Vsatp : raw.Csrs.Satp;
        ulong status = mode.Virtual ? raw.Csrs.Vsstatus : raw.Csrs.Mstatus;
        ulong environment = mode.Virtual ? raw.Read(0x60A) : raw.Read(0x30A);
        bool mxr = Bit(status, 19) || Bit(raw.Csrs.Mstatus, 19);
        if (Bits(atp, 63, 60) == 0)
        {
            return Second(va, va, access, access, 0, mode.Virtual);
        }

        int levels = Bits(atp, 63, 60) == 8 ? 3 : 4;
        int top = 12 + (9 * levels) - 1;
        ulong above = Bits(va, 63, top);
        if (above != 0 && above != Bits(ulong.MaxValue, 63, top))
        {
            return Fail(Cause(access, 12, 13, 15), va, mode.Virtual);
        }

        ulong a = Bits(atp, 43, 0) * 4096;
        for (int i = levels - 1; i >= 0; i--)
        {
            ulong at = a + (Bits(va, 20 + (9 * i), 12 + (9 * i)) * 8);
            ulong? pteAt = Second(va, at, AccessType.Load, access, 0x3000, mode.Virtual);
            if (pteAt is null)
            {
                return null;
            }

            if (pteAt < RawHart.Base || pteAt >= End)
            {
                return Fail(Cause(access, 1, 5, 7), va, mode.Virtual);
            }

            ulong pte = raw.Peek(pteAt.Value);
            bool isUserPage = Bit(pte, 4);
            bool isOurs = mode.Privilege == Privilege.User ? isUserPage : !isUserPage || (Bit(status, 18) && access != AccessType.Fetch);
            int step = Step(pte, i, access, isOurs, mxr, environment);
            if (step == 0)
            {
                return Fail(Cause(access, 12, 13, 15), va, mode.Virtual);
            }

            a = Bits(pte, 53, 10) * 4096;
            if (step == 2)
            {
                bool isMarked = Bit(pte, 6) && (access != AccessType.Store || Bit(pte, 7));
                if (!isMarked && Second(va, at, AccessType.Store, access, 0x3020, mode.Virtual) is null)
                {
                    return null;
                }

                return Second(va, Leaf(pte, i, va), access, access, 0, mode.Virtual);
            }
        }

        return Fail(Cause(access, 12, 13, 15), va, mode.Virtual);
    }

    private ulong? Second(ulong va, ulong gpa, AccessType access, AccessType original, ulong pseudo, bool isVirtual)
    {
        ulong atp = raw.Csrs.Hgatp;
        if (!isVirtual || Bits(atp, 63, 60) == 0)
        {
            return gpa;
        }

        int levels = Bits(atp, 63, 60) == 8 ? 3 : 4;
        if (Bits(gpa, 63, 14 + (9 * levels)) != 0)
        {
            return Fail(Cause(original, 20, 21, 23), va, true, gpa, pseudo);
        }

        ulong a = Bits(atp, 43, 0) * 4096;
        for (int i = levels - 1; i >= 0; i--)
        {
            int high = 20 + (9 * i) + (i == levels - 1 ? 2 : 0);
            ulong at = a + (Bits(gpa, high, 12 + (9 * i)) * 8);
            if (at < RawHart.Base || at >= End)
            {
                return Fail(Cause(original, 1, 5, 7), va, true);
            }

            ulong pte = raw.Peek(at);
            int step = Step(pte, i, access, Bit(pte, 4), pseudo == 0 && Bit(raw.Csrs.Mstatus, 19), raw.Csrs.Menvcfg);
            if (step == 0)
            {
                return Fail(Cause(original, 20, 21, 23), va, true, gpa, pseudo);
            }

            a = Bits(pte, 53, 10) * 4096;
            if (step == 2)
            {
                return Leaf(pte, i, gpa);
            }
        }

        return Fail(Cause(original, 20, 21, 23), va, true, gpa, pseudo);
    }

    // 0 a fault, 1 the next table, 2 a leaf.
    private static int Step(ulong pte, int i, AccessType access, bool isOurs, bool mxr, ulong environment)
    {
        bool v = Bit(pte, 0);
        bool r = Bit(pte, 1);
        bool w = Bit(pte, 2);
        bool x = Bit(pte, 3);
        if (!v || (!r && w) || Bits(pte, 60, 54) != 0 || Bits(pte, 62, 61) == 3 || (Bits(pte, 62, 61) != 0 && !Bit(environment, 62)))
        {
            return 0;
        }

        if (!r && !x)
        {
            return Bit(pte, 4) || Bit(pte, 6) || Bit(pte, 7) || Bits(pte, 63, 61) != 0 ? 0 : 1;
        }

        bool isAllowed = access switch
        {
            AccessType.Load => r || (mxr && x),
            AccessType.Store => w,
            _ => x,
        };
        ulong ppn = Bits(pte, 53, 10);
        bool isAligned = i == 0 || Bits(ppn, (9 * i) - 1, 0) == 0;
        bool isNapot = !Bit(pte, 63) || (i == 0 && Bits(ppn, 3, 0) == 8);
        bool isMarked = (Bit(pte, 6) && (access != AccessType.Store || Bit(pte, 7))) || Bit(environment, 61);
        return isOurs && isAllowed && isAligned && isNapot && isMarked ? 2 : 0;
    }

    private static ulong Leaf(ulong pte, int i, ulong va)
    {
        int low = 12 + (Bit(pte, 63) ? 4 : 9 * i);
        ulong page = Bits(pte, 53, 10) * 4096;
        return (page >> low << low) | Bits(va, low - 1, 0);
    }
}
