using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Execution;

/// <summary>The interpreter: for each form of instruction how its operands are fetched and its result is kept, around what it computes.</summary>
/// <remarks>One is made by the runtime for each instruction, with what it computes inlined.</remarks>
internal static unsafe partial class Handlers
{
    public static bool RegReg<T>(Hart h, DecodedInstruction* i)
        where T : struct, IRegReg
    {
        HartState* s = h.State;
        s->X[i->Rd] = T.Of(s->X[i->Rs1], s->X[i->Rs2]);
        return true;
    }

    public static bool RegImm<T>(Hart h, DecodedInstruction* i)
        where T : struct, IRegImm
    {
        HartState* s = h.State;
        s->X[i->Rd] = T.Of(s->X[i->Rs1], i->Imm);
        return true;
    }

    public static bool Reg<T>(Hart h, DecodedInstruction* i)
        where T : struct, IReg
    {
        HartState* s = h.State;
        s->X[i->Rd] = T.Of(s->X[i->Rs1]);
        return true;
    }

    public static bool LoadUpper(Hart h, DecodedInstruction* i)
    {
        h.State->X[i->Rd] = (ulong)i->Imm;
        return true;
    }

    public static bool AddUpperToPc(Hart h, DecodedInstruction* i)
    {
        HartState* s = h.State;
        s->X[i->Rd] = s->Pc + i->Offset + (ulong)i->Imm;
        return true;
    }

    public static bool Branch<T>(Hart h, DecodedInstruction* i)
        where T : struct, IBranch
    {
        HartState* s = h.State;
        ulong step = T.Taken(s->X[i->Rs1], s->X[i->Rs2]) ? (ulong)i->Imm : i->Length;
        return h.LeaveTo(i, s->Pc + i->Offset + step);
    }

    public static bool Jump(Hart h, DecodedInstruction* i)
    {
        HartState* s = h.State;
        ulong pc = s->Pc + i->Offset;
        s->X[i->Rd] = pc + i->Length;
        return h.LeaveTo(i, pc + (ulong)i->Imm);
    }

    public static bool JumpRegister(Hart h, DecodedInstruction* i)
    {
        HartState* s = h.State;
        ulong target = (s->X[i->Rs1] + (ulong)i->Imm) & ~1UL;
        s->X[i->Rd] = s->Pc + i->Offset + i->Length;
        return h.LeaveTo(i, target);
    }

    /// <summary>A jump to itself that keeps no return address.</summary>
    public static bool JumpToItself(Hart h, DecodedInstruction* i) => h.Spin(i);

    /// <summary>A branch whose target is not a multiple of 4 where compressed instructions are switched off.</summary>
    public static bool MisalignedBranch<T>(Hart h, DecodedInstruction* i)
        where T : struct, IBranch
    {
        HartState* s = h.State;
        return T.Taken(s->X[i->Rs1], s->X[i->Rs2]) ? MisalignedTarget(h, i, s->Pc + i->Offset + (ulong)i->Imm) : h.LeaveBehind(i);
    }

    /// <summary>A jump whose target is not a multiple of 4 where compressed instructions are switched off.</summary>
    public static bool MisalignedJump(Hart h, DecodedInstruction* i) => MisalignedTarget(h, i, h.State->Pc + i->Offset + (ulong)i->Imm);

    /// <summary>JALR where compressed instructions are switched off.</summary>
    public static bool AlignedJumpRegister(Hart h, DecodedInstruction* i)
    {
        ulong target = (h.State->X[i->Rs1] + (ulong)i->Imm) & ~1UL;
        return (target & 2) != 0 ? MisalignedTarget(h, i, target) : JumpRegister(h, i);
    }

    /// <summary>An instruction that reaches beyond registers and memory; it ends its block.</summary>
    public static bool System<T>(Hart h, DecodedInstruction* i)
        where T : struct, ISystem
    {
        h.Arrive(i);
        if (T.Execute(h, i))
        {
            h.State->Pc = h.NextPc;
            h.State->Budget--;
        }

        return false;
    }

    /// <summary>An instruction that does nothing that could be seen: FENCE, PAUSE, prefetches.</summary>
    public static bool Nothing(Hart _, DecodedInstruction* __) => true;

    /// <summary>Bits that are no instruction.</summary>
    public static bool Illegal(Hart h, DecodedInstruction* i) => h.Illegal(i);

    /// <summary>Stands behind the last instruction of a block that would go on.</summary>
    public static bool EndOfBlock(Hart h, DecodedInstruction* i)
    {
        h.State->Pc += i->Offset;
        h.State->Budget -= i->Index;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MisalignedTarget(Hart h, DecodedInstruction* i, ulong target) =>
        h.Raise(i, new TrapInfo(TrapCause.InstructionAddressMisaligned, target));
}
