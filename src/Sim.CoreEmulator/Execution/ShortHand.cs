using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Sim.CoreEmulator.Isa.Instructions;

namespace Sim.CoreEmulator.Execution;

/// <summary>Frequent computations for which IL has an instruction: what inlining would come to, at a tenth of the compile time.</summary>
/// <remarks>A test compares each with the method that it stands for.</remarks>
internal static class ShortHand
{
    private static readonly Dictionary<Type, OpCode[]> Codes = new() // lookup only: by type
    {
        [typeof(BaseInteger.Add)] = [OpCodes.Add],
        [typeof(BaseInteger.Sub)] = [OpCodes.Sub],
        [typeof(BaseInteger.And)] = [OpCodes.And],
        [typeof(BaseInteger.Or)] = [OpCodes.Or],
        [typeof(BaseInteger.Xor)] = [OpCodes.Xor],
        [typeof(BaseInteger.Addi)] = [OpCodes.Add],
        [typeof(BaseInteger.Andi)] = [OpCodes.And],
        [typeof(BaseInteger.Ori)] = [OpCodes.Or],
        [typeof(BaseInteger.Xori)] = [OpCodes.Xor],
        [typeof(BaseInteger.Slli)] = [OpCodes.Shl],
        [typeof(BaseInteger.Srli)] = [OpCodes.Shr_Un],
        [typeof(BaseInteger.Srai)] = [OpCodes.Shr],
        [typeof(BaseInteger.Addiw)] = [OpCodes.Add, OpCodes.Conv_I4, OpCodes.Conv_I8],
        [typeof(BaseInteger.Addw)] = [OpCodes.Add, OpCodes.Conv_I4, OpCodes.Conv_I8],
        [typeof(BaseInteger.Subw)] = [OpCodes.Sub, OpCodes.Conv_I4, OpCodes.Conv_I8],
        [typeof(Multiplication.Mul)] = [OpCodes.Mul],
        [typeof(Multiplication.Mulw)] = [OpCodes.Mul, OpCodes.Conv_I4, OpCodes.Conv_I8],
        [typeof(BaseInteger.Beq)] = [OpCodes.Beq],
        [typeof(BaseInteger.Bne)] = [OpCodes.Bne_Un],
        [typeof(BaseInteger.Blt)] = [OpCodes.Blt],
        [typeof(BaseInteger.Bge)] = [OpCodes.Bge],
        [typeof(BaseInteger.Bltu)] = [OpCodes.Blt_Un],
        [typeof(BaseInteger.Bgeu)] = [OpCodes.Bge_Un],
        [typeof(BaseInteger.Lb)] = [OpCodes.Ldind_I1, OpCodes.Conv_I8],
        [typeof(BaseInteger.Lbu)] = [OpCodes.Ldind_U1, OpCodes.Conv_U8],
        [typeof(BaseInteger.Lh)] = [OpCodes.Ldind_I2, OpCodes.Conv_I8],
        [typeof(BaseInteger.Lhu)] = [OpCodes.Ldind_U2, OpCodes.Conv_U8],
        [typeof(BaseInteger.Lw)] = [OpCodes.Ldind_I4, OpCodes.Conv_I8],
        [typeof(BaseInteger.Lwu)] = [OpCodes.Ldind_U4, OpCodes.Conv_U8],
        [typeof(BaseInteger.Ld)] = [OpCodes.Ldind_I8, OpCodes.Nop],
    };

    /// <summary>The IL for a computation, on operands that are pushed already (of a shift the amount as 32 bits); null where there is none.</summary>
    public static OpCode[]? Of(Type semantics) => Codes.GetValueOrDefault(semantics);
}
