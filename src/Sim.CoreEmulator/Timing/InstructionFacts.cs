using System;
using System.Linq;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Timing;

/// <summary>What pipelines must know of each instruction of the set, by its number.</summary>
internal static class InstructionFacts
{
    /// <summary>The facts.</summary>
    public static InstructionFact[] All { get; } = [.. InstructionSet.All.Select(Of)];

    private static InstructionFact Of(Instruction instruction) => new()
    {
        Operation = OperationOf(instruction),
        Flags = FlagsOf(instruction),
        Size = SizeOf(instruction),
        HasAddress = instruction.Form is Form.Load or Form.Store or Form.FloatLoad or Form.FloatStore or Form.LoadReserved
            or Form.StoreConditional or Form.Amo or Form.HypervisorLoad or Form.HypervisorStore or Form.CacheBlock,
        IsJump = instruction.Form is Form.Jump or Form.JumpRegister,
        IsBranch = instruction.Form == Form.Branch,
        IsCsr = instruction.Form is Form.Csr or Form.CsrImmediate,
        MayMark = instruction.Name is "slti",
        Source1 = FirstSource(instruction.Form),
        Source2 = SecondSource(instruction.Form),
        Source3 = instruction.Form == Form.FloatTernary ? RegisterFile.Float : RegisterFile.None,
        Destination = DestinationOf(instruction.Form),
    };

    private static OperationKind OperationOf(Instruction instruction) => instruction.Form switch
    {
        Form.Branch or Form.Jump or Form.JumpRegister => OperationKind.Branch,
        Form.Load or Form.FloatLoad or Form.HypervisorLoad => OperationKind.Load,
        Form.Store or Form.FloatStore or Form.HypervisorStore => OperationKind.Store,
        Form.LoadReserved or Form.StoreConditional or Form.Amo => OperationKind.Atomic,
        Form.Fence => OperationKind.Fence,
        Form.Prefetch => OperationKind.Nothing,
        Form.CacheBlock => OperationKind.CacheBlock,
        Form.Csr or Form.CsrImmediate or Form.Bare or Form.TranslationFence => OperationKind.System,
        Form.FloatCompare => OperationKind.FloatMisc,
        Form.FloatToInteger or Form.IntegerToFloat => OperationKind.FloatConvert,
        Form.FloatTernary => OperationKind.FloatFused,
        Form.FloatBinary or Form.FloatUnary => FloatOperation(instruction.Name),
        _ => IntegerOperation(instruction.Name),
    };

    private static OperationKind IntegerOperation(string name) => name switch
    {
        _ when name.StartsWith("mul", StringComparison.Ordinal) || name.StartsWith("clmul", StringComparison.Ordinal) => OperationKind.Multiply,
        _ when name.StartsWith("div", StringComparison.Ordinal) || name.StartsWith("rem", StringComparison.Ordinal) => OperationKind.Divide,
        _ when name.StartsWith("cpop", StringComparison.Ordinal) || name.StartsWith("clz", StringComparison.Ordinal)
            || name.StartsWith("ctz", StringComparison.Ordinal) => OperationKind.BitCount,
        _ => OperationKind.Integer,
    };

    private static OperationKind FloatOperation(string name) => name[..Math.Max(name.IndexOf('.', StringComparison.Ordinal), 0)] switch
    {
        "fadd" or "fsub" => OperationKind.FloatAdd,
        "fmul" => OperationKind.FloatMultiply,
        "fdiv" => OperationKind.FloatDivide,
        "fsqrt" => OperationKind.FloatRoot,
        "fcvt" or "fround" or "froundnx" => OperationKind.FloatConvert,
        _ => OperationKind.FloatMisc,
    };

    private static InstructionTraits FlagsOf(Instruction instruction)
    {
        InstructionTraits flags = instruction.Form switch
        {
            Form.Load or Form.FloatLoad or Form.LoadReserved => InstructionTraits.Loads,
            Form.Store or Form.FloatStore => InstructionTraits.Stores,
            Form.StoreConditional or Form.Amo => InstructionTraits.Loads | InstructionTraits.Stores,
            Form.HypervisorLoad => InstructionTraits.Loads | InstructionTraits.AsGuest | InstructionTraits.Serialises,
            Form.HypervisorStore => InstructionTraits.Stores | InstructionTraits.AsGuest | InstructionTraits.Serialises,
            Form.CacheBlock => InstructionTraits.OrdersMemory,
            Form.Fence => InstructionTraits.OrdersMemory,
            Form.Csr or Form.CsrImmediate or Form.Bare or Form.TranslationFence => InstructionTraits.Serialises,
            _ => InstructionTraits.None,
        };
        return flags | instruction.Name switch
        {
            "fence.i" => InstructionTraits.RefetchesCode | InstructionTraits.OrdersMemory,
            "mret" or "sret" => InstructionTraits.Returns,
            "cbo.zero" => InstructionTraits.Stores,
            _ => InstructionTraits.None,
        };
    }

    private static byte SizeOf(Instruction instruction)
    {
        Type? type = Array.Find([instruction.Semantics, .. instruction.Semantics.GetGenericArguments()], typeof(IMemoryType).IsAssignableFrom);
        if (type?.GetProperty(nameof(IMemoryType.Size))?.GetValue(null) is int size)
        {
            return (byte)size;
        }

        return instruction.Form switch
        {
            Form.CacheBlock => 64,
            Form.HypervisorLoad or Form.HypervisorStore => NamedSize(instruction.Name),
            Form.Amo or Form.LoadReserved or Form.StoreConditional => instruction.Name.Contains(".d", StringComparison.Ordinal) ? (byte)8 : (byte)4,
            _ => 0,
        };
    }

    private static byte NamedSize(string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "b" or "bu" => 1,
        "h" or "hu" => 2,
        "w" or "wu" => 4,
        _ => 8,
    };

    private static RegisterFile FirstSource(Form form) => form switch
    {
        Form.FloatTernary or Form.FloatBinary or Form.FloatUnary or Form.FloatCompare or Form.FloatToInteger => RegisterFile.Float,
        Form.LoadUpper or Form.AddUpperToPc or Form.Jump or Form.CsrImmediate or Form.Fence or Form.Bare => RegisterFile.None,
        _ => RegisterFile.Integer,
    };

    private static RegisterFile SecondSource(Form form) => form switch
    {
        Form.FloatTernary or Form.FloatBinary or Form.FloatCompare or Form.FloatStore => RegisterFile.Float,
        Form.RegReg or Form.Branch or Form.Store or Form.StoreConditional or Form.Amo or Form.HypervisorStore or Form.TranslationFence => RegisterFile.Integer,
        _ => RegisterFile.None,
    };

    private static RegisterFile DestinationOf(Form form) => form switch
    {
        Form.FloatLoad or Form.FloatTernary or Form.FloatBinary or Form.FloatUnary or Form.IntegerToFloat => RegisterFile.Float,
        Form.Branch or Form.Store or Form.FloatStore or Form.Fence or Form.Prefetch or Form.CacheBlock or Form.Bare
            or Form.TranslationFence or Form.HypervisorStore => RegisterFile.None,
        _ => RegisterFile.Integer,
    };
}
