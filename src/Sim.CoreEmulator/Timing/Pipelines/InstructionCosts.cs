using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>What instructions cost that reach beyond registers and memory.</summary>
internal static class InstructionCosts
{
    /// <summary>Cycles from a trap to fetching its handler.</summary>
    public static int Trap(SystemConfiguration system, in TimedInstruction i) => system.Trap + World(system, in i);

    /// <summary>Cycles from a trap's return to fetching where it leads.</summary>
    public static int Return(SystemConfiguration system, in TimedInstruction i) => system.TrapReturn + World(system, in i);

    /// <summary>Cycles of a CSR, a fence, an operation on a cache's block.</summary>
    public static int Special(SystemConfiguration system, in TimedInstruction i) =>
        i.Operation == OperationKind.Fence ? system.Fence
        : i.Has(InstructionTraits.RefetchesCode) ? system.FenceI
        : IsTranslationFence(in i) ? system.TranslationFence
        : system.Csr;

    /// <summary>SFENCE.VMA and its kin.</summary>
    public static bool IsTranslationFence(in TimedInstruction i) =>
        i.Operation == OperationKind.System && i.Number != ushort.MaxValue && InstructionSet.All[i.Number].Form == Form.TranslationFence;

    private static int World(SystemConfiguration system, in TimedInstruction i) => i.Has(InstructionTraits.SwitchesWorld) ? system.WorldSwitch : 0;
}
