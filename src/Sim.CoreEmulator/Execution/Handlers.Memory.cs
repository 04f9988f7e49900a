using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa.Semantics;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Execution;

/// <summary>Loads, stores and atomics.</summary>
internal static unsafe partial class Handlers
{
    public static bool Load<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType
    {
        HartState* s = h.State;
        ulong address = s->X[i->Rs1] + (ulong)i->Imm;
        TlbEntry* entry = s->Loads + ((address >> 12) & (TlbContext.Entries - 1));
        if ((address & (~0xFFFUL | (ulong)(T.Size - 1))) != entry->Tag)
        {
            return LoadSlowly<T>(h, i, address, &s->X[i->Rd]);
        }

        s->X[i->Rd] = T.Extend(ReadHost<T>((byte*)(entry->Addend + (nint)address)));
        return true;
    }

    public static bool FloatLoad<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType
    {
        HartState* s = h.State;
        if (s->FloatOn == 0)
        {
            return h.Illegal(i);
        }

        ulong address = s->X[i->Rs1] + (ulong)i->Imm;
        TlbEntry* entry = s->Loads + ((address >> 12) & (TlbContext.Entries - 1));
        if ((address & (~0xFFFUL | (ulong)(T.Size - 1))) != entry->Tag)
        {
            if (h.Mmu.Load(address, T.Size, out ulong value) is Outcome outcome and not Outcome.Fault)
            {
                s->F[i->Rd] = T.Extend(value);
                MarkFloatDirty(h);
                return outcome == Outcome.Done || h.LeaveBehind(i);
            }

            return h.Raise(i, h.Mmu.Fault);
        }

        s->F[i->Rd] = T.Extend(ReadHost<T>((byte*)(entry->Addend + (nint)address)));
        MarkFloatDirty(h);
        return true;
    }

    public static bool Store<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType => StoreValue<T>(h, i, h.State->X[i->Rs2]);

    public static bool FloatStore<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType => h.State->FloatOn == 0 ? h.Illegal(i) : StoreValue<T>(h, i, h.State->F[i->Rs2]);

    public static bool LoadReserved<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType
    {
        ulong address = h.State->X[i->Rs1];
        if ((address & (ulong)(T.Size - 1)) != 0)
        {
            return h.Raise(i, new TrapInfo(TrapCause.LoadAddressMisaligned, address));
        }

        Outcome outcome = h.Mmu.Atomic(address, T.Size, AccessType.Load, out ulong physical, out byte* host);
        if (outcome == Outcome.Fault)
        {
            return h.Raise(i, h.Mmu.Fault);
        }

        ulong read = ReadHost<T>(host);
        h.Mmu.Observer?.Loaded(address, T.Size, read);
        h.State->X[i->Rd] = T.Extend(read);
        h.Reservation = physical;
        return true;
    }

    public static bool StoreConditional<T>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType
    {
        HartState* s = h.State;
        ulong address = s->X[i->Rs1];
        if ((address & (ulong)(T.Size - 1)) != 0)
        {
            return h.Raise(i, new TrapInfo(TrapCause.StoreAddressMisaligned, address));
        }

        Outcome outcome = h.Mmu.Atomic(address, T.Size, AccessType.Store, out ulong physical, out byte* host);
        if (outcome == Outcome.Fault)
        {
            return h.Raise(i, h.Mmu.Fault);
        }

        bool holds = physical == h.Reservation;
        h.Reservation = Hart.NoReservation;
        if (holds)
        {
            WriteHost<T>(host, s->X[i->Rs2]);
            h.Mmu.Observer?.Stored(address, T.Size, s->X[i->Rs2]);
        }

        s->X[i->Rd] = holds ? 0UL : 1UL;
        return outcome == Outcome.Done || h.LeaveBehind(i);
    }

    public static bool Amo<T, TOperation>(Hart h, DecodedInstruction* i)
        where T : struct, IMemoryType
        where TOperation : struct, IAmo
    {
        HartState* s = h.State;
        ulong address = s->X[i->Rs1];
        if ((address & (ulong)(T.Size - 1)) != 0)
        {
            return h.Raise(i, new TrapInfo(TrapCause.StoreAddressMisaligned, address));
        }

        TlbEntry* entry = s->Stores + ((address >> 12) & (TlbContext.Entries - 1));
        Outcome outcome = Outcome.Done;
        byte* host = (byte*)(entry->Addend + (nint)address);
        bool isSlow = (address & ~0xFFFUL) != entry->Tag;
        if (isSlow)
        {
            outcome = h.Mmu.Atomic(address, T.Size, AccessType.Store, out _, out host);
            if (outcome == Outcome.Fault)
            {
                return h.Raise(i, h.Mmu.Fault);
            }
        }

        ulong old = ReadHost<T>(host);
        ulong updated = TOperation.Of(T.Extend(old), T.Extend(s->X[i->Rs2]));
        WriteHost<T>(host, updated);
        s->X[i->Rd] = T.Extend(old);
        if (isSlow)
        {
            h.Mmu.Observer?.Loaded(address, T.Size, old);
            h.Mmu.Observer?.Stored(address, T.Size, updated);
        }

        return outcome == Outcome.Done || h.LeaveBehind(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadHost<T>(byte* host)
        where T : struct, IMemoryType => T.Size switch
        {
            1 => *host,
            2 => *(ushort*)host,
            4 => *(uint*)host,
            _ => *(ulong*)host,
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteHost<T>(byte* host, ulong value)
        where T : struct, IMemoryType
    {
        switch (T.Size)
        {
            case 1:
                *host = (byte)value;
                break;
            case 2:
                *(ushort*)host = (ushort)value;
                break;
            case 4:
                *(uint*)host = (uint)value;
                break;
            default:
                *(ulong*)host = value;
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool LoadSlowly<T>(Hart h, DecodedInstruction* i, ulong address, ulong* rd)
        where T : struct, IMemoryType
    {
        Outcome outcome = h.Mmu.Load(address, T.Size, out ulong value);
        if (outcome == Outcome.Fault)
        {
            return h.Raise(i, h.Mmu.Fault);
        }

        *rd = T.Extend(value);
        return outcome == Outcome.Done || h.LeaveBehind(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StoreValue<T>(Hart h, DecodedInstruction* i, ulong value)
        where T : struct, IMemoryType
    {
        HartState* s = h.State;
        ulong address = s->X[i->Rs1] + (ulong)i->Imm;
        TlbEntry* entry = s->Stores + ((address >> 12) & (TlbContext.Entries - 1));
        if ((address & (~0xFFFUL | (ulong)(T.Size - 1))) != entry->Tag)
        {
            return StoreSlowly<T>(h, i, address, value);
        }

        WriteHost<T>((byte*)(entry->Addend + (nint)address), value);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool StoreSlowly<T>(Hart h, DecodedInstruction* i, ulong address, ulong value)
        where T : struct, IMemoryType =>
        h.Mmu.Store(address, T.Size, value) switch
        {
            Outcome.Done => true,
            Outcome.DoneLeave => h.LeaveBehind(i),
            _ => h.Raise(i, h.Mmu.Fault),
        };
}
