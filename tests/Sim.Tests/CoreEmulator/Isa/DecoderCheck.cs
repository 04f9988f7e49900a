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

    /// <summary>How many of those looked at are instructions.</summary>
    public long Legal { get; private set; }

    /// <summary>Where they differ on some bits; null where they agree.</summary>
    public string? Difference(uint bits)
    {
        bool isShort = (bits & 3) != 3;
        Operation? expected = isShort ? Short(bits) : OpcodeMap.Find(bits, extensions);
        DecodedInstruction decoded;
        Instruction? found = _decoder.Decode(bits, &decoded);
        Legal += expected is null ? 0 : 1;
        if (found?.Name != expected?.Name)
        {
            return Text(bits, expected, $"{found?.Name ?? "none"} found");
        }

        string? wrong = decoded.Length != (isShort ? 2 : 4) ? $"length {decoded.Length}" : expected is null ? null : Wrong(expected.Value, decoded);
        return wrong is null ? null : Text(bits, expected, wrong);
    }

    private static string? Wrong(Operation expected, in DecodedInstruction found) =>
        expected.Rd is { } rd && found.Rd != Destination(rd) ? $"rd {found.Rd}"
        : expected.Rs1 is { } rs1 && found.Rs1 != rs1 % FloatRegisters ? $"rs1 {found.Rs1}"
        : expected.Rs2 is { } rs2 && found.Rs2 != rs2 % FloatRegisters ? $"rs2 {found.Rs2}"
        : expected.Rs3 is { } rs3 && found.Rs3 != rs3 % FloatRegisters ? $"rs3 {found.Rs3}"
        : expected.Rm is { } rm && found.Rm != rm ? $"rm {found.Rm}"
        : expected.Imm is { } imm && found.Imm != imm ? $"immediate {found.Imm}"
        : null;

    // What is written to x0 goes to a register that nobody reads.
    private static int Destination(int rd) => rd == 0 ? HartState.Sink : rd % FloatRegisters;

    private Operation? Short(uint bits) => extensions.HasFlag(Extensions.C) ? ParcelMap.Find((ushort)(bits & 0xFFFF), extensions) : null;

    private string Text(uint bits, Operation? expected, string found) =>
        string.Create(CultureInfo.InvariantCulture, $"{bits:x8} with {extensions}: {expected?.ToString() ?? "none"} expected, {found}");
}
