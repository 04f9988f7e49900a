using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Names the instruction that a machine has come to.</summary>
internal static class InstructionPlace
{
    /// <summary><c>0x80000012 (main+0x12): ld x5, 0(x6)</c>.</summary>
    public static unsafe string Of(Machine machine)
    {
        Hart hart = machine.Current;
        ulong pc = hart.State->Pc;
        Disassembler disassembler = new(hart.Options.Extensions, machine.Program.Symbols, _ => null);
        return $"{machine.Program.Symbols.Place(pc)}: {disassembler.Text(Decoded.At(hart).Bits, pc).Replace('\t', ' ')}";
    }
}
