using Sim.CoreEmulator.Execution;

namespace Sim.CoreEmulator.Harts;

/// <summary>
/// What mtinst and htinst hold: the memory-accessing instruction that trapped, with its address taken out. Privileged manual,
/// "Transformed Instruction or Pseudoinstruction for mtinst or htinst"; for cache blocks the chapter "CMO".
/// </summary>
internal static unsafe class TransformedInstruction
{
    private const uint Opcode = 0x7F;
    private const uint Rd = 0x1F << 7;
    private const uint Funct3 = 7 << 12;
    private const uint Rs1 = 0x1F << 15;
    private const uint Rs2 = 0x1F << 20;
    private const int Rs1Shift = 15;
    private const uint CompressedMark = 2;

    /// <summary>The value for a trap: a pseudo-instruction if it names one, otherwise the transformed instruction; 0 where there is none.</summary>
    public static ulong Of(in TrapInfo trap, DecodedInstruction* instruction)
    {
        if (trap.PseudoInstruction != 0 || instruction is null || !IsAboutData(trap))
        {
            return trap.PseudoInstruction;
        }

        uint bits = instruction->Bits;
        uint kept = Kept(bits);
        if (kept == 0)
        {
            return 0;
        }

        // rs1's place tells how far the faulting address lies behind the instruction's.
        uint transformed = (bits & kept) | ((uint)trap.Beyond << Rs1Shift);
        return instruction->Length == 2 ? transformed & ~CompressedMark : transformed;
    }

    private static bool IsAboutData(in TrapInfo trap) => !trap.Interrupt && trap.Cause is
        TrapCause.LoadAddressMisaligned or TrapCause.LoadAccessFault or TrapCause.LoadPageFault or TrapCause.LoadGuestPageFault or
        TrapCause.StoreAddressMisaligned or TrapCause.StoreAccessFault or TrapCause.StorePageFault or TrapCause.StoreGuestPageFault;

    private static uint Kept(uint bits) => (bits & Opcode) switch
    {
        // LOAD and LOAD-FP.
        0x03 or 0x07 => Opcode | Rd | Funct3,

        // STORE and STORE-FP.
        0x23 or 0x27 => Opcode | Funct3 | Rs2,

        // AMO.
        0x2F => ~Rs1,

        // Hypervisor loads and stores in SYSTEM.
        0x73 => ~Rs1,

        // Cache-block operations in MISC-MEM.
        0x0F => ~Rs1,
        _ => 0,
    };
}
