namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>What an encoding says by the manual's tables: a mnemonic and operands, null for those that it has not.</summary>
/// <param name="Name">The mnemonic; of a compressed instruction that of what it expands to.</param>
/// <param name="Rd">Destination: integer registers are 0 to 31, floating-point registers 32 to 63.</param>
/// <param name="Rs1">First source, numbered likewise.</param>
/// <param name="Rs2">Second source.</param>
/// <param name="Rs3">Third source.</param>
/// <param name="Imm">Immediate, offset, shift amount or CSR.</param>
/// <param name="Rm">Rounding mode.</param>
internal readonly record struct Operation(
    string Name,
    int? Rd = null,
    int? Rs1 = null,
    int? Rs2 = null,
    int? Rs3 = null,
    long? Imm = null,
    int? Rm = null);
