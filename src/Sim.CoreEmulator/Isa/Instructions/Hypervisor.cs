using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa.Semantics;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>H: loads and stores as a guest makes them, and fences of a guest's translations. Privileged manual, "Hypervisor Instructions".</summary>
internal static unsafe class Hypervisor
{
    public static Instruction[] Declare() =>
    [
        Load<BaseInteger.Lb>("hlv.b", "0110000 00000"),
        Load<BaseInteger.Lbu>("hlv.bu", "0110000 00001"),
        Load<BaseInteger.Lh>("hlv.h", "0110010 00000"),
        Load<BaseInteger.Lhu>("hlv.hu", "0110010 00001"),
        Load<BaseInteger.Lw>("hlv.w", "0110100 00000"),
        Load<BaseInteger.Lwu>("hlv.wu", "0110100 00001"),
        Load<BaseInteger.Ld>("hlv.d", "0110110 00000"),
        LoadExecutable<BaseInteger.Lhu>("hlvx.hu", "0110010 00011"),
        LoadExecutable<BaseInteger.Lwu>("hlvx.wu", "0110100 00011"),
        Store<BaseInteger.Lbu>("hsv.b", "0110001"),
        Store<BaseInteger.Lhu>("hsv.h", "0110011"),
        Store<BaseInteger.Lwu>("hsv.w", "0110101"),
        Store<BaseInteger.Ld>("hsv.d", "0110111"),
        Fence<HfenceVvma>(Extensions.H, "hfence.vvma", "0010001"),
        Fence<HfenceGvma>(Extensions.H, "hfence.gvma", "0110001"),
        Fence<HfenceVvma>(Extensions.Svinval, "hinval.vvma", "0010011"),
        Fence<HfenceGvma>(Extensions.Svinval, "hinval.gvma", "0110011"),
    ];

    /// <summary>Drops translations of the guest: those of one address where an instruction names one.</summary>
    public static void FlushGuest(Hart hart, DecodedInstruction* i)
    {
        if (i->Rs1 == 0)
        {
            hart.Mmu.FlushGuest();
        }
        else
        {
            hart.Mmu.FlushGuest(hart.State->X[i->Rs1]);
        }
    }

    private static Instruction Load<T>(string name, string function)
        where T : struct, IMemoryType =>
        new(Extensions.H, name, function + " rs1 100 rd 1110011", Form.HypervisorLoad, &Handlers.System<Hlv<T>>, typeof(T));

    private static Instruction LoadExecutable<T>(string name, string function)
        where T : struct, IMemoryType =>
        new(Extensions.H, name, function + " rs1 100 rd 1110011", Form.HypervisorLoad, &Handlers.System<Hlvx<T>>, typeof(T));

    private static Instruction Store<T>(string name, string function)
        where T : struct, IMemoryType =>
        new(Extensions.H, name, function + " rs2 rs1 100 00000 1110011", Form.HypervisorStore, &Handlers.System<Hsv<T>>, typeof(T));

    private static Instruction Fence<T>(Extensions requires, string name, string function)
        where T : struct, ISystem =>
        new(requires, name, function + " rs2 rs1 000 00000 1110011", Form.TranslationFence, &Handlers.System<T>, typeof(T))
        {
            RequiresToo = Extensions.H,
        };

    // Allowed in M and HS mode, in U mode by hstatus.HU.
    private static CsrAccess AccessToGuest(Hart hart)
    {
        if (hart.Virtual)
        {
            return CsrAccess.Virtual;
        }

        bool isOpen = hart.Privilege != Privilege.User || (hart.Csrs.State.Hstatus & HypervisorStatusField.Hu) != 0;
        return isOpen ? CsrAccess.Allowed : CsrAccess.Illegal;
    }

    private static AccessMode GuestMode(Hart hart) =>
        new((hart.Csrs.State.Hstatus & HypervisorStatusField.Spvp) != 0 ? Privilege.Supervisor : Privilege.User, Virtual: true);

    private static bool LoadAs<T>(Hart hart, DecodedInstruction* i, AccessType access)
        where T : struct, IMemoryType
    {
        CsrAccess right = AccessToGuest(hart);
        if (right != CsrAccess.Allowed)
        {
            return Refusal.Of(hart, i, right);
        }

        if (hart.Mmu.Load(hart.State->X[i->Rs1], T.Size, access, GuestMode(hart), out ulong value) == Outcome.Fault)
        {
            return hart.Raise(hart.Mmu.Fault with { GuestVirtual = true });
        }

        hart.State->X[i->Rd] = T.Extend(value);
        return true;
    }

    /// <summary>HLV: a load as the guest's mode in hstatus.SPVP.</summary>
    public readonly struct Hlv<T> : ISystem
        where T : struct, IMemoryType
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => LoadAs<T>(hart, i, AccessType.Load);
    }

    /// <summary>HLVX: the same of memory that the guest may execute.</summary>
    public readonly struct Hlvx<T> : ISystem
        where T : struct, IMemoryType
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => LoadAs<T>(hart, i, AccessType.LoadExecutable);
    }

    /// <summary>HSV: a store as the guest's mode in hstatus.SPVP.</summary>
    public readonly struct Hsv<T> : ISystem
        where T : struct, IMemoryType
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            CsrAccess right = AccessToGuest(hart);
            if (right != CsrAccess.Allowed)
            {
                return Refusal.Of(hart, i, right);
            }

            Outcome outcome = hart.Mmu.Store(hart.State->X[i->Rs1], T.Size, hart.State->X[i->Rs2], GuestMode(hart));
            return outcome != Outcome.Fault || hart.Raise(hart.Mmu.Fault with { GuestVirtual = true });
        }
    }

    /// <summary>HFENCE.VVMA and HINVAL.VVMA: VS-stage translations by guest virtual address.</summary>
    public readonly struct HfenceVvma : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            if (hart.Virtual || hart.Privilege == Privilege.User)
            {
                return hart.Virtual ? Refusal.Virtual(hart, i) : Refusal.Illegal(hart, i);
            }

            FlushGuest(hart, i);
            return true;
        }
    }

    /// <summary>HFENCE.GVMA and HINVAL.GVMA: G-stage translations. The TLB goes by guest virtual address, so one guest physical address is all.</summary>
    public readonly struct HfenceGvma : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            if (hart.Virtual)
            {
                return Refusal.Virtual(hart, i);
            }

            if (hart.Privilege == Privilege.User || Refusal.IsTrapped(hart, StatusField.Tvm))
            {
                return Refusal.Illegal(hart, i);
            }

            hart.Mmu.FlushGuestPhysical();
            return true;
        }
    }
}
