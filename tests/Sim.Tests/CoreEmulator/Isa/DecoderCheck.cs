using System.Globalization;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>The decoder beside the oracle, for one set of extensions.</summary>
internal sealed unsafe class DecoderCheck(Extensions extensions)
{
    private const int FloatRegisters = 32;

    private readonly Decoder _decoder = new(extensions);

    /// <summary>Where they differ on some bits; null where they agree.</summary>
    public string? Difference(uint bits)
    {
        bool isShort = (bits & 3) != 3;
        Operation? expected = isShort ? Short(bits) : OpcodeMap.Find(bits, extensions);
        DecodedInstruction decoded;
        Instruction? found = _decoder.Decode(bits, &decoded);
        if (found?.Name != expected?.Name)
        {
            return Text(bits, expected, $"{found?.Name ?? "none"} found");
        }

        string? wrong = decoded.Length != (isShort ? 2 : 4) ? $"length {decoded.Length}" : expected is null ? null : Wrong(expected.Value, decoded);
        return wrong is null ? null : Text(bits, expected, wrong);
    }

    private static string? Wrong(Operation expected, DecodedInstruction found) =>
        Unequal("rd", Destination(expected.Rd), found.Rd)
        ?? Unequal("rs1", expected.Rs1 % FloatRegisters, found.Rs1)
        ?? Unequal("rs2", expected.Rs2 % FloatRegisters, found.Rs2)
        ?? Unequal("rs3", expected.Rs3 % FloatRegisters, found.Rs3)
        ?? Unequal("rm", expected.Rm, found.Rm)
        ?? Unequal("immediate", expected.Imm, found.Imm);

    private static string? Unequal(string what, long? expected, long found) =>
        expected is null || expected == found ? null : string.Create(CultureInfo.InvariantCulture, $"{what} {found}");

    // What is written to x0 goes to a register that nobody reads.
    private static int? Destination(int? rd) => rd == 0 ? HartState.Sink : rd % FloatRegisters;

    private Operation? Short(uint bits) => extensions.HasFlag(Extensions.C) ? ParcelMap.Find((ushort)(bits & 0xFFFF), extensions) : null;

    private string Text(uint bits, Operation? expected, string found) =>
        string.Create(CultureInfo.InvariantCulture, $"{bits:x8} with {extensions}: {expected?.ToString() ?? "none"} expected, {found}");
}
