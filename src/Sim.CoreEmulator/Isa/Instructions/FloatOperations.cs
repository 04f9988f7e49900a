using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Floating;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>
/// What F, D and Zfh have in common: the same computations, once for each format, which the fmt field of the encoding names.
/// Manual, chapter "F", computational, conversion, move, compare and classify instructions.
/// </summary>
internal static unsafe class FloatOperations
{
    /// <summary>The instructions of one format.</summary>
    /// <param name="requires">The extension that has them.</param>
    /// <param name="suffix">The format in instruction names: s, d, h.</param>
    /// <param name="fmt">The format in encodings: 00, 01, 10.</param>
    public static Instruction[] Declare<T>(Extensions requires, string suffix, string fmt)
        where T : struct, IFormat =>
    [
        .. DeclareArithmetic<T>(requires, suffix, fmt),
        .. DeclareComparisons<T>(requires, suffix, fmt),
        .. DeclareIntegerConversions<T>(requires, suffix, fmt),
    ];

    private static Instruction[] DeclareArithmetic<T>(Extensions requires, string suffix, string fmt)
        where T : struct, IFormat =>
    [
        new(requires, $"fmadd.{suffix}", $"rs3 {fmt} rs2 rs1 rm rd 1000011", Form.FloatTernary, &Handlers.FloatTernary<Fmadd<T>>, typeof(Fmadd<T>)),
        new(requires, $"fmsub.{suffix}", $"rs3 {fmt} rs2 rs1 rm rd 1000111", Form.FloatTernary, &Handlers.FloatTernary<Fmsub<T>>, typeof(Fmsub<T>)),
        new(requires, $"fnmsub.{suffix}", $"rs3 {fmt} rs2 rs1 rm rd 1001011", Form.FloatTernary, &Handlers.FloatTernary<Fnmsub<T>>, typeof(Fnmsub<T>)),
        new(requires, $"fnmadd.{suffix}", $"rs3 {fmt} rs2 rs1 rm rd 1001111", Form.FloatTernary, &Handlers.FloatTernary<Fnmadd<T>>, typeof(Fnmadd<T>)),
        new(requires, $"fadd.{suffix}", $"00000{fmt} rs2 rs1 rm rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fadd<T>>, typeof(Fadd<T>)),
        new(requires, $"fsub.{suffix}", $"00001{fmt} rs2 rs1 rm rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fsub<T>>, typeof(Fsub<T>)),
        new(requires, $"fmul.{suffix}", $"00010{fmt} rs2 rs1 rm rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fmul<T>>, typeof(Fmul<T>)),
        new(requires, $"fdiv.{suffix}", $"00011{fmt} rs2 rs1 rm rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fdiv<T>>, typeof(Fdiv<T>)),
        new(requires, $"fsqrt.{suffix}", $"01011{fmt} 00000 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fsqrt<T>>, typeof(Fsqrt<T>)),
    ];

    private static Instruction[] DeclareComparisons<T>(Extensions requires, string suffix, string fmt)
        where T : struct, IFormat =>
    [
        new(requires, $"fsgnj.{suffix}", $"00100{fmt} rs2 rs1 000 rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fsgnj<T>>, typeof(Fsgnj<T>)),
        new(requires, $"fsgnjn.{suffix}", $"00100{fmt} rs2 rs1 001 rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fsgnjn<T>>, typeof(Fsgnjn<T>)),
        new(requires, $"fsgnjx.{suffix}", $"00100{fmt} rs2 rs1 010 rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fsgnjx<T>>, typeof(Fsgnjx<T>)),
        new(requires, $"fmin.{suffix}", $"00101{fmt} rs2 rs1 000 rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fmin<T>>, typeof(Fmin<T>)),
        new(requires, $"fmax.{suffix}", $"00101{fmt} rs2 rs1 001 rd 1010011", Form.FloatBinary, &Handlers.FloatBinary<Fmax<T>>, typeof(Fmax<T>)),
        new(requires, $"feq.{suffix}", $"10100{fmt} rs2 rs1 010 rd 1010011", Form.FloatCompare, &Handlers.FloatCompare<Feq<T>>, typeof(Feq<T>)),
        new(requires, $"flt.{suffix}", $"10100{fmt} rs2 rs1 001 rd 1010011", Form.FloatCompare, &Handlers.FloatCompare<Flt<T>>, typeof(Flt<T>)),
        new(requires, $"fle.{suffix}", $"10100{fmt} rs2 rs1 000 rd 1010011", Form.FloatCompare, &Handlers.FloatCompare<Fle<T>>, typeof(Fle<T>)),
        new(requires, $"fclass.{suffix}", $"11100{fmt} 00000 rs1 001 rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<Fclass<T>>, typeof(Fclass<T>)),
    ];

    private static Instruction[] DeclareIntegerConversions<T>(Extensions requires, string suffix, string fmt)
        where T : struct, IFormat =>
    [
        new(requires, $"fcvt.w.{suffix}", $"11000{fmt} 00000 rs1 rm rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FcvtToW<T>>, typeof(FcvtToW<T>)),
        new(requires, $"fcvt.wu.{suffix}", $"11000{fmt} 00001 rs1 rm rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FcvtToWu<T>>, typeof(FcvtToWu<T>)),
        new(requires, $"fcvt.l.{suffix}", $"11000{fmt} 00010 rs1 rm rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FcvtToL<T>>, typeof(FcvtToL<T>)),
        new(requires, $"fcvt.lu.{suffix}", $"11000{fmt} 00011 rs1 rm rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FcvtToLu<T>>, typeof(FcvtToLu<T>)),
        new(requires, $"fcvt.{suffix}.w", $"11010{fmt} 00000 rs1 rm rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FcvtFromW<T>>, typeof(FcvtFromW<T>)),
        new(requires, $"fcvt.{suffix}.wu", $"11010{fmt} 00001 rs1 rm rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FcvtFromWu<T>>, typeof(FcvtFromWu<T>)),
        new(requires, $"fcvt.{suffix}.l", $"11010{fmt} 00010 rs1 rm rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FcvtFromL<T>>, typeof(FcvtFromL<T>)),
        new(requires, $"fcvt.{suffix}.lu", $"11010{fmt} 00011 rs1 rm rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FcvtFromLu<T>>, typeof(FcvtFromLu<T>)),
    ];

    public readonly struct Fmadd<T> : IFloatTernary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.MultiplyAdd(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), NanBox.Unbox<T>(rs3), rm, ref flags));
    }

    public readonly struct Fmsub<T> : IFloatTernary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.MultiplyAdd(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), Format<T>.Negate(NanBox.Unbox<T>(rs3)), rm, ref flags));
    }

    public readonly struct Fnmsub<T> : IFloatTernary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.MultiplyAdd(Format<T>.Negate(NanBox.Unbox<T>(rs1)), NanBox.Unbox<T>(rs2), NanBox.Unbox<T>(rs3), rm, ref flags));
    }

    public readonly struct Fnmadd<T> : IFloatTernary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.MultiplyAdd(
                Format<T>.Negate(NanBox.Unbox<T>(rs1)), NanBox.Unbox<T>(rs2), Format<T>.Negate(NanBox.Unbox<T>(rs3)), rm, ref flags));
    }

    public readonly struct Fadd<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.Add(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), rm, ref flags));
    }

    public readonly struct Fsub<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.Add(NanBox.Unbox<T>(rs1), Format<T>.Negate(NanBox.Unbox<T>(rs2)), rm, ref flags));
    }

    public readonly struct Fmul<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.Multiply(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), rm, ref flags));
    }

    public readonly struct Fdiv<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.Divide(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), rm, ref flags));
    }

    public readonly struct Fsqrt<T> : IFloatUnary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<T>(T.SquareRoot(NanBox.Unbox<T>(rs1), rm, ref flags));
    }

    public readonly struct Fsgnj<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(Format<T>.Magnitude(NanBox.Unbox<T>(rs1)) | (NanBox.Unbox<T>(rs2) & Format<T>.SignBit));
    }

    public readonly struct Fsgnjn<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(Format<T>.Magnitude(NanBox.Unbox<T>(rs1)) | (~NanBox.Unbox<T>(rs2) & Format<T>.SignBit));
    }

    public readonly struct Fsgnjx<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(NanBox.Unbox<T>(rs1) ^ (NanBox.Unbox<T>(rs2) & Format<T>.SignBit));
    }

    public readonly struct Fmin<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(Comparison.Minimum<T>(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), ref flags));
    }

    public readonly struct Fmax<T> : IFloatBinary
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags) =>
            NanBox.Box<T>(Comparison.Maximum<T>(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), ref flags));
    }

    public readonly struct Feq<T> : IFloatCompare
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ref uint flags) =>
            Comparison.Equal<T>(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), ref flags) ? 1UL : 0;
    }

    public readonly struct Flt<T> : IFloatCompare
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ref uint flags) =>
            Comparison.Less<T>(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), ref flags) ? 1UL : 0;
    }

    public readonly struct Fle<T> : IFloatCompare
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, ulong rs2, ref uint flags) =>
            Comparison.LessOrEqual<T>(NanBox.Unbox<T>(rs1), NanBox.Unbox<T>(rs2), ref flags) ? 1UL : 0;
    }

    public readonly struct Fclass<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            Classification.Of<T>(NanBox.Unbox<T>(rs1));
    }

    public readonly struct FcvtToW<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            Conversion.ToInteger<T>(NanBox.Unbox<T>(rs1), IntegerType.W, rm, ref flags);
    }

    public readonly struct FcvtToWu<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            Conversion.ToInteger<T>(NanBox.Unbox<T>(rs1), IntegerType.Wu, rm, ref flags);
    }

    public readonly struct FcvtToL<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            Conversion.ToInteger<T>(NanBox.Unbox<T>(rs1), IntegerType.L, rm, ref flags);
    }

    public readonly struct FcvtToLu<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            Conversion.ToInteger<T>(NanBox.Unbox<T>(rs1), IntegerType.Lu, rm, ref flags);
    }

    public readonly struct FcvtFromW<T> : IIntegerToFloat
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<T>(Conversion.FromInteger<T>(rs1, IntegerType.W, rm, ref flags));
    }

    public readonly struct FcvtFromWu<T> : IIntegerToFloat
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<T>(Conversion.FromInteger<T>(rs1, IntegerType.Wu, rm, ref flags));
    }

    public readonly struct FcvtFromL<T> : IIntegerToFloat
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<T>(Conversion.FromInteger<T>(rs1, IntegerType.L, rm, ref flags));
    }

    public readonly struct FcvtFromLu<T> : IIntegerToFloat
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<T>(Conversion.FromInteger<T>(rs1, IntegerType.Lu, rm, ref flags));
    }

    /// <summary>Between formats: to <typeparamref name="TTo"/> from <typeparamref name="TFrom"/>.</summary>
    public readonly struct Fcvt<TTo, TFrom> : IFloatUnary
        where TTo : struct, IFormat
        where TFrom : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            NanBox.Box<TTo>(Conversion.Convert<TFrom, TTo>(NanBox.Unbox<TFrom>(rs1), rm, ref flags));
    }

    /// <summary>fmv.x.h, fmv.x.w, fmv.x.d: the low bits as they are, sign-extended, whether boxed or not.</summary>
    public readonly struct FmvToInteger<T> : IFloatToInteger
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) =>
            (ulong)((long)rs1 << (64 - T.Width) >> (64 - T.Width));
    }

    /// <summary>fmv.h.x, fmv.w.x, fmv.d.x: the low bits as they are, boxed.</summary>
    public readonly struct FmvFromInteger<T> : IIntegerToFloat
        where T : struct, IFormat
    {
        public static ulong Of(ulong rs1, uint rm, ref uint flags) => NanBox.Box<T>(rs1);
    }

    /// <summary>What loads and stores of this format move.</summary>
    public readonly struct Stored<T> : IMemoryType
        where T : struct, IFormat
    {
        public static int Size => T.Width / 8;

        public static ulong Extend(ulong read) => NanBox.Box<T>(read);
    }
}
