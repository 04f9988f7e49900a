using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Calls, trap returns, WFI, and fences of instructions and translations (Zifencei, Svinval). Privileged manual, "Machine-Mode Privileged Instructions" and "Supervisor Instructions".</summary>
internal static unsafe class Privileged
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.I, "ecall", "000000000000 00000 000 00000 1110011", Form.Bare, &Handlers.System<Ecall>, typeof(Ecall)),
        new(Extensions.I, "ebreak", "000000000001 00000 000 00000 1110011", Form.Bare, &Handlers.System<Ebreak>, typeof(Ebreak)),
        new(Extensions.I, "mret", "0011000 00010 00000 000 00000 1110011", Form.Bare, &Handlers.System<Mret>, typeof(Mret)),
        new(Extensions.S, "sret", "0001000 00010 00000 000 00000 1110011", Form.Bare, &Handlers.System<Sret>, typeof(Sret)),
        new(Extensions.I, "wfi", "0001000 00101 00000 000 00000 1110011", Form.Bare, &Handlers.System<Wfi>, typeof(Wfi)),
        new(Extensions.Zifencei, "fence.i", "imm[11:0] rs1 001 rd 0001111", Form.Bare, &Handlers.System<FenceI>, typeof(FenceI)),
        new(Extensions.S, "sfence.vma", "0001001 rs2 rs1 000 00000 1110011", Form.TranslationFence, &Handlers.System<SfenceVma>, typeof(SfenceVma)),
        new(Extensions.Svinval, "sinval.vma", "0001011 rs2 rs1 000 00000 1110011", Form.TranslationFence, &Handlers.System<SfenceVma>, typeof(SfenceVma)),
        new(Extensions.Svinval, "sfence.w.inval", "0001100 00000 00000 000 00000 1110011", Form.Bare, &Handlers.System<SfenceInval>, typeof(SfenceInval)),
        new(Extensions.Svinval, "sfence.inval.ir", "0001100 00001 00000 000 00000 1110011", Form.Bare, &Handlers.System<SfenceInval>, typeof(SfenceInval)),
    ];

    public readonly struct Ecall : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => hart.Raise(new TrapInfo(hart.Privilege switch
        {
            Privilege.Machine => TrapCause.EnvironmentCallFromM,
            Privilege.Supervisor => hart.Virtual ? TrapCause.EnvironmentCallFromVS : TrapCause.EnvironmentCallFromS,
            _ => TrapCause.EnvironmentCallFromU,
        }));
    }

    public readonly struct Ebreak : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => hart.Raise(new TrapInfo(TrapCause.Breakpoint, hart.State->Pc));
    }

    public readonly struct Mret : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            if (hart.Privilege != Privilege.Machine)
            {
                return Refusal.Illegal(hart, i);
            }

            hart.Traps.ReturnFromMachine();
            return true;
        }
    }

    public readonly struct Sret : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            bool isUser = hart.Privilege == Privilege.User;
            if (hart.Virtual)
            {
                if (isUser || Refusal.IsTrappedInGuest(hart, HypervisorStatusField.Vtsr))
                {
                    return Refusal.Virtual(hart, i);
                }

                hart.Traps.ReturnFromGuest();
                return true;
            }

            if (isUser || Refusal.IsTrapped(hart, StatusField.Tsr))
            {
                return Refusal.Illegal(hart, i);
            }

            hart.Traps.ReturnFromHost();
            return true;
        }
    }

    /// <summary>Waits unless an interrupt that is enabled in mie is pending, whether or not it would be taken.</summary>
    public readonly struct Wfi : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            bool isUser = hart.Privilege == Privilege.User;
            if (Refusal.IsTrapped(hart, StatusField.Tw))
            {
                return Refusal.Illegal(hart, i);
            }

            if (hart.Virtual && (isUser || Refusal.IsTrappedInGuest(hart, HypervisorStatusField.Vtw)))
            {
                return Refusal.Virtual(hart, i);
            }

            if (isUser && hart.Csrs.Has(Extensions.S))
            {
                return Refusal.Illegal(hart, i);
            }

            if ((hart.Interrupts.Pending & hart.Csrs.State.Mie) == 0)
            {
                hart.Stop = HartStop.Waiting;
            }

            hart.RequestAttention();
            return true;
        }
    }

    /// <summary>Stores into decoded code drop it at once, so nothing is left to do.</summary>
    public readonly struct FenceI : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => true;
    }

    /// <summary>SFENCE.VMA and SINVAL.VMA. The TLB does not know address spaces, so rs2 does not matter.</summary>
    public readonly struct SfenceVma : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            bool isUser = hart.Privilege == Privilege.User;
            if (hart.Virtual)
            {
                if (isUser || Refusal.IsTrappedInGuest(hart, HypervisorStatusField.Vtvm))
                {
                    return Refusal.Virtual(hart, i);
                }

                Hypervisor.FlushGuest(hart, i);
                return true;
            }

            if (isUser || Refusal.IsTrapped(hart, StatusField.Tvm))
            {
                return Refusal.Illegal(hart, i);
            }

            if (i->Rs1 == 0)
            {
                hart.Mmu.FlushHost();
            }
            else
            {
                hart.Mmu.FlushHost(hart.State->X[i->Rs1]);
            }

            return true;
        }
    }

    /// <summary>SFENCE.W.INVAL and SFENCE.INVAL.IR order what happens in order here.</summary>
    public readonly struct SfenceInval : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) =>
            hart.Privilege != Privilege.User || (hart.Virtual ? Refusal.Virtual(hart, i) : Refusal.Illegal(hart, i));
    }
}
