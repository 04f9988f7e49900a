using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa.Semantics;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zicbom and Zicboz: cache-block operations. Manual, chapter "CMO". Caches are not seen here: but for cbo.zero only the right to do it matters.</summary>
internal static unsafe class CacheBlocks
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zicbom, "cbo.inval", "000000000000 rs1 010 00000 0001111", Form.CacheBlock, &Handlers.System<Inval>, typeof(Inval)),
        new(Extensions.Zicbom, "cbo.clean", "000000000001 rs1 010 00000 0001111", Form.CacheBlock, &Handlers.System<Clean>, typeof(Clean)),
        new(Extensions.Zicbom, "cbo.flush", "000000000010 rs1 010 00000 0001111", Form.CacheBlock, &Handlers.System<Clean>, typeof(Clean)),
        new(Extensions.Zicboz, "cbo.zero", "000000000100 rs1 010 00000 0001111", Form.CacheBlock, &Handlers.System<Zero>, typeof(Zero)),
    ];

    // A field of menvcfg rules all but M mode, senvcfg rules U and VU mode, henvcfg guests.
    private static CsrAccess Right(Hart hart, ulong field)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        if (hart.Privilege == Privilege.Machine)
        {
            return CsrAccess.Allowed;
        }

        bool isUserOpen = hart.Privilege != Privilege.User || (csrs.Senvcfg & field) != 0;
        if ((csrs.Menvcfg & field) == 0 || (!hart.Virtual && !isUserOpen))
        {
            return CsrAccess.Illegal;
        }

        return hart.Virtual && (!isUserOpen || (csrs.Henvcfg & field) == 0) ? CsrAccess.Virtual : CsrAccess.Allowed;
    }

    // A block may be managed by who may load from it; what fails, fails as a store.
    private static bool Manage(Hart hart, DecodedInstruction* i, ulong field)
    {
        CsrAccess right = Right(hart, field);
        if (right != CsrAccess.Allowed)
        {
            return Refusal.Of(hart, i, right);
        }

        ulong address = hart.State->X[i->Rs1];
        if (!hart.Mmu.Walker.Translate(address, 1, AccessType.Load, hart.Mmu.DataMode, out Translation translation))
        {
            return hart.Raise(AsStore(hart.Mmu.Walker.Fault));
        }

        bool isMemory = hart.Bus.RamAt(translation.Physical, 1) is not null;
        return isMemory || hart.Raise(PageWalker.AccessFault(address, AccessType.Store));
    }

    private static TrapInfo AsStore(in TrapInfo fault) => fault with
    {
        Cause = fault.Cause switch
        {
            TrapCause.LoadPageFault => TrapCause.StorePageFault,
            TrapCause.LoadGuestPageFault => TrapCause.StoreGuestPageFault,
            _ => TrapCause.StoreAccessFault,
        },
    };

    /// <summary>cbo.clean and cbo.flush.</summary>
    public readonly struct Clean : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Manage(hart, i, EnvironmentField.Cbcfe);
    }

    /// <summary>cbo.inval. Where CBIE makes it a flush nothing differs here.</summary>
    public readonly struct Inval : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Manage(hart, i, EnvironmentField.Cbie);
    }

    /// <summary>cbo.zero.</summary>
    public readonly struct Zero : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i)
        {
            CsrAccess right = Right(hart, EnvironmentField.Cbze);
            if (right != CsrAccess.Allowed)
            {
                return Refusal.Of(hart, i, right);
            }

            ulong block = (ulong)hart.Options.CacheBlock;
            ulong start = hart.State->X[i->Rs1] & ~(block - 1);
            for (ulong offset = 0; offset < block; offset += 8)
            {
                if (hart.Mmu.Store(start + offset, 8, 0) == Outcome.Fault)
                {
                    return hart.Raise(hart.Mmu.Fault);
                }
            }

            return true;
        }
    }
}
