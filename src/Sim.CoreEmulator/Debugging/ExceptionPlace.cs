using System.Globalization;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Names the last exception of a machine: where a program that reports a failure often has its reason.</summary>
internal static class ExceptionPlace
{
    /// <summary><c>IllegalInstruction at 0x80000012 (main+0x12): csrrw x0, hgatp, x10</c>; null where there was none.</summary>
    /// <param name="machine">The machine; of its harts, the one that runs now is asked first.</param>
    public static string? Of(Machine machine)
    {
        TakenException? last = machine.Current.LastException;
        foreach (Hart hart in machine.Harts)
        {
            last ??= hart.LastException;
        }

        return last is { } exception ? Text(machine, exception) : null;
    }

    private static string Text(Machine machine, TakenException exception)
    {
        string place = $"{exception.Trap.Cause} at {machine.Program.Symbols.Place(exception.Pc)}";
        if (exception.Trap.Cause is not (TrapCause.IllegalInstruction or TrapCause.VirtualInstruction))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{place}, of 0x{exception.Trap.Value:x}");
        }

        // With all extensions: often it is one that this machine lacks.
        Disassembler disassembler = new(HartOptions.AllExtensions, machine.Program.Symbols, number => machine.Harts[0].Csrs.At(number)?.Name);
        return $"{place}: {disassembler.Text((uint)exception.Trap.Value, exception.Pc).Replace('\t', ' ')}";
    }
}
