using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Execution;

/// <summary>Floating-point instructions: allowed unless FS is Off, with the rounding mode looked up, and FS made Dirty by what they write.</summary>
internal static unsafe partial class Handlers
{
    public static bool FloatTernary<T>(Hart h, DecodedInstruction* i)
        where T : struct, IFloatTernary
    {
        HartState* s = h.State;
        if (!TryRound(s, i, out uint rm))
        {
            return h.Illegal(i);
        }

        s->F[i->Rd] = T.Of(s->F[i->Rs1], s->F[i->Rs2], s->F[i->Rs3], rm, ref s->Fflags);
        MarkFloatDirty(h);
        return true;
    }

    public static bool FloatBinary<T>(Hart h, DecodedInstruction* i)
        where T : struct, IFloatBinary
    {
        HartState* s = h.State;
        if (!TryRound(s, i, out uint rm))
        {
            return h.Illegal(i);
        }

        s->F[i->Rd] = T.Of(s->F[i->Rs1], s->F[i->Rs2], rm, ref s->Fflags);
        MarkFloatDirty(h);
        return true;
    }

    public static bool FloatUnary<T>(Hart h, DecodedInstruction* i)
        where T : struct, IFloatUnary
    {
        HartState* s = h.State;
        if (!TryRound(s, i, out uint rm))
        {
            return h.Illegal(i);
        }

        s->F[i->Rd] = T.Of(s->F[i->Rs1], rm, ref s->Fflags);
        MarkFloatDirty(h);
        return true;
    }

    public static bool FloatCompare<T>(Hart h, DecodedInstruction* i)
        where T : struct, IFloatCompare
    {
        HartState* s = h.State;
        if (s->FloatOn == 0)
        {
            return h.Illegal(i);
        }

        uint flags = s->Fflags;
        s->X[i->Rd] = T.Of(s->F[i->Rs1], s->F[i->Rs2], ref flags);
        Accrue(h, flags);
        return true;
    }

    public static bool FloatToInteger<T>(Hart h, DecodedInstruction* i)
        where T : struct, IFloatToInteger
    {
        HartState* s = h.State;
        if (!TryRound(s, i, out uint rm))
        {
            return h.Illegal(i);
        }

        uint flags = s->Fflags;
        s->X[i->Rd] = T.Of(s->F[i->Rs1], rm, ref flags);
        Accrue(h, flags);
        return true;
    }

    public static bool IntegerToFloat<T>(Hart h, DecodedInstruction* i)
        where T : struct, IIntegerToFloat
    {
        HartState* s = h.State;
        if (!TryRound(s, i, out uint rm))
        {
            return h.Illegal(i);
        }

        s->F[i->Rd] = T.Of(s->X[i->Rs1], rm, ref s->Fflags);
        MarkFloatDirty(h);
        return true;
    }

    /// <summary>Says that floating-point state was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MarkFloatDirty(Hart h)
    {
        if (h.State->FloatDirty == 0)
        {
            h.Csrs.MarkFloatDirty();
        }
    }

    /// <summary>Keeps flags that an instruction without floating-point result raised.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accrue(Hart h, uint flags)
    {
        if (flags != h.State->Fflags)
        {
            h.State->Fflags = flags;
            MarkFloatDirty(h);
        }
    }

    /// <summary>The rounding mode of an instruction; false where it is invalid or floating point is off. Modes 5 and 6 are refused when decoding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRound(HartState* s, DecodedInstruction* i, out uint rm)
    {
        rm = i->Rm == 7 ? s->Frm : i->Rm;
        return rm <= 4 && s->FloatOn != 0;
    }
}
