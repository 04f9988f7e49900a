using System;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>What the numbers of <see cref="ChampSimPlaces"/> mean: ours, known to no other program, and in nobody's way.</summary>
/// <remarks>A number fits only if there are registers enough to tell it; what does not is written as 0, which leaves it to be guessed as of any trace.</remarks>
internal static class ChampSimMeaning
{
    /// <summary>Of a branch: its length is 2 bytes. 0: not told.</summary>
    public const int ShortBranch = 1;

    /// <summary>Bytes of an access that is not told: x86-64's usual.</summary>
    public const byte UsualBytes = 8;

    // The most frequent first: of few registers only few numbers can be told.
    private static readonly (OperationKind Operation, byte Bytes)[] Accesses =
    [
        (OperationKind.Integer, UsualBytes), (OperationKind.Integer, 4), (OperationKind.Atomic, 4), (OperationKind.Atomic, 8),
        (OperationKind.Integer, 2), (OperationKind.Integer, 1), (OperationKind.CacheBlock, 64),
    ];

    private static readonly OperationKind[] Bare = [OperationKind.Integer, OperationKind.System];

    // The only register is x86's flags, which stand for none where RISC-V has none.
    private static readonly OperationKind[] Flags = [OperationKind.Integer, OperationKind.System, OperationKind.Fence, OperationKind.Nothing];

    private static readonly OperationKind[] One =
    [
        OperationKind.Integer, OperationKind.System, OperationKind.Nothing, OperationKind.Fence,
        OperationKind.BitCount, OperationKind.FloatConvert, OperationKind.FloatRoot, OperationKind.FloatMisc,
    ];

    private static readonly OperationKind[] Two =
    [
        OperationKind.Integer, OperationKind.System, OperationKind.Multiply, OperationKind.Divide, OperationKind.FloatAdd, OperationKind.FloatMultiply,
        OperationKind.FloatDivide, OperationKind.FloatMisc,
    ];

    private static readonly OperationKind[] Three = [OperationKind.Integer, OperationKind.FloatFused];

    /// <summary>The number of an instruction that is no branch and accesses no memory.</summary>
    /// <param name="operation">What it does.</param>
    /// <param name="read">Registers that it reads.</param>
    /// <param name="isFlags">Whether the one that it reads is the flags.</param>
    public static int Of(OperationKind operation, int read, bool isFlags) =>
        Math.Max(0, Array.IndexOf(Table(read, isFlags), operation == OperationKind.CacheBlock ? OperationKind.Fence : operation));

    /// <summary>The number of an access to memory.</summary>
    /// <param name="operation">What the instruction does.</param>
    /// <param name="bytes">The bytes of the access.</param>
    public static int OfAccess(OperationKind operation, byte bytes)
    {
        OperationKind kind = operation is OperationKind.Atomic or OperationKind.CacheBlock ? operation : OperationKind.Integer;
        return Math.Max(0, Array.IndexOf(Accesses, (kind, bytes)));
    }

    /// <summary>What an instruction does that is no branch and accesses no memory.</summary>
    /// <param name="number">The number it tells.</param>
    /// <param name="read">Registers that it reads.</param>
    /// <param name="isFlags">Whether the one that it reads is the flags.</param>
    public static OperationKind Operation(int number, int read, bool isFlags)
    {
        OperationKind[] table = Table(read, isFlags);
        return number < table.Length ? table[number] : OperationKind.Integer;
    }

    /// <summary>Of an access to memory: <see cref="OperationKind.Atomic"/>, <see cref="OperationKind.CacheBlock"/> or, of plain ones, Integer; and its bytes.</summary>
    /// <param name="number">The number it tells.</param>
    public static (OperationKind Operation, byte Bytes) Access(int number) => number < Accesses.Length ? Accesses[number] : Accesses[0];

    private static OperationKind[] Table(int read, bool isFlags) => read switch
    {
        0 => Bare,
        1 => isFlags ? Flags : One,
        2 => Two,
        _ => Three,
    };
}
