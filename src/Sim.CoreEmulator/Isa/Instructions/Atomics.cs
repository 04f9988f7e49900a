using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>A: load-reserved, store-conditional and atomic memory operations. aq and rl order nothing that is not in order here. Manual, chapter "A".</summary>
/// <remarks>Sign-extended words compare as unsigned as the words themselves do.</remarks>
internal static unsafe class Atomics
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.A, "lr.w", "00010 aq rl 00000 rs1 010 rd 0101111", Form.LoadReserved, &Handlers.LoadReserved<Word>, typeof(Word)),
        new(Extensions.A, "sc.w", "00011 aq rl rs2 rs1 010 rd 0101111", Form.StoreConditional, &Handlers.StoreConditional<Word>, typeof(Word)),
        new(Extensions.A, "amoswap.w", "00001 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Swap>, typeof(Swap)),
        new(Extensions.A, "amoadd.w", "00000 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Add>, typeof(Add)),
        new(Extensions.A, "amoxor.w", "00100 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Xor>, typeof(Xor)),
        new(Extensions.A, "amoand.w", "01100 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, And>, typeof(And)),
        new(Extensions.A, "amoor.w", "01000 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Or>, typeof(Or)),
        new(Extensions.A, "amomin.w", "10000 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Min>, typeof(Min)),
        new(Extensions.A, "amomax.w", "10100 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, Max>, typeof(Max)),
        new(Extensions.A, "amominu.w", "11000 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, MinUnsigned>, typeof(MinUnsigned)),
        new(Extensions.A, "amomaxu.w", "11100 aq rl rs2 rs1 010 rd 0101111", Form.Amo, &Handlers.Amo<Word, MaxUnsigned>, typeof(MaxUnsigned)),
        new(Extensions.A, "lr.d", "00010 aq rl 00000 rs1 011 rd 0101111", Form.LoadReserved, &Handlers.LoadReserved<Double>, typeof(Double)),
        new(Extensions.A, "sc.d", "00011 aq rl rs2 rs1 011 rd 0101111", Form.StoreConditional, &Handlers.StoreConditional<Double>, typeof(Double)),
        new(Extensions.A, "amoswap.d", "00001 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Swap>, typeof(Swap)),
        new(Extensions.A, "amoadd.d", "00000 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Add>, typeof(Add)),
        new(Extensions.A, "amoxor.d", "00100 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Xor>, typeof(Xor)),
        new(Extensions.A, "amoand.d", "01100 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, And>, typeof(And)),
        new(Extensions.A, "amoor.d", "01000 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Or>, typeof(Or)),
        new(Extensions.A, "amomin.d", "10000 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Min>, typeof(Min)),
        new(Extensions.A, "amomax.d", "10100 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, Max>, typeof(Max)),
        new(Extensions.A, "amominu.d", "11000 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, MinUnsigned>, typeof(MinUnsigned)),
        new(Extensions.A, "amomaxu.d", "11100 aq rl rs2 rs1 011 rd 0101111", Form.Amo, &Handlers.Amo<Double, MaxUnsigned>, typeof(MaxUnsigned)),
    ];

    public readonly struct Double : IMemoryType
    {
        public static int Size => 8;

        public static ulong Extend(ulong read) => read;
    }

    public readonly struct Word : IMemoryType
    {
        public static int Size => 4;

        public static ulong Extend(ulong read) => (ulong)(int)read;
    }

    public readonly struct Swap : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => rs2;
    }

    public readonly struct Add : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory + rs2;
    }

    public readonly struct Xor : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory ^ rs2;
    }

    public readonly struct And : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory & rs2;
    }

    public readonly struct Or : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory | rs2;
    }

    public readonly struct Min : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => (long)memory < (long)rs2 ? memory : rs2;
    }

    public readonly struct Max : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => (long)memory > (long)rs2 ? memory : rs2;
    }

    public readonly struct MinUnsigned : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory < rs2 ? memory : rs2;
    }

    public readonly struct MaxUnsigned : IAmo
    {
        public static ulong Of(ulong memory, ulong rs2) => memory > rs2 ? memory : rs2;
    }
}
