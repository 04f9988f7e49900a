using System.Linq;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <content>F, D, Zfh and Zfhmin: the fmt field is 0 for single, 1 for double, 2 for half, 3 for quad precision, which is not there.</content>
internal static partial class OpcodeMap
{
    private static readonly string[] Formats = ["s", "d", "h"];
    private static readonly string[][] Fused = [Each("fmadd"), Each("fmsub"), Each("fnmsub"), Each("fnmadd")];
    private static readonly string[][] Arithmetic = [Each("fadd"), Each("fsub"), Each("fmul"), Each("fdiv")];
    private static readonly string[] SquareRoots = Each("fsqrt");
    private static readonly string[][] SignInjections = [Each("fsgnj"), Each("fsgnjn"), Each("fsgnjx")];
    private static readonly string[][] Extremes = [Each("fmin"), Each("fmax")];
    private static readonly string[][] Comparisons = [Each("fle"), Each("flt"), Each("feq")];
    private static readonly string[][] ToInteger = [Each("fcvt.w"), Each("fcvt.wu"), Each("fcvt.l"), Each("fcvt.lu")];
    private static readonly string[][] FromInteger = [EachTo("w"), EachTo("wu"), EachTo("l"), EachTo("lu")];
    private static readonly string[][] FromFormat = [EachTo("s"), EachTo("d"), EachTo("h")];
    private static readonly string[] Classes = Each("fclass");
    private static readonly string[] MovesToInteger = ["fmv.x.w", "fmv.x.d", "fmv.x.h"];
    private static readonly string[] MovesFromInteger = ["fmv.w.x", "fmv.d.x", "fmv.h.x"];

    private static string[] Each(string stem) => [.. Formats.Select(format => $"{stem}.{format}")];

    private static string[] EachTo(string source) => [.. Formats.Select(format => $"fcvt.{format}.{source}")];

    private static bool HasFormat(int fmt, Extensions on) => fmt switch
    {
        0 => Has(on, Extensions.F),
        1 => Has(on, Extensions.D),
        2 => Has(on, Extensions.Zfh),
        _ => false,
    };

    // Loads, stores, moves and conversions between formats: of half precision these are all that Zfhmin has.
    private static bool CanMove(int fmt, Extensions on) => HasFormat(fmt, on) || (fmt == 2 && Has(on, Extensions.Zfhmin));

    private static string? OfWidth(int width, string half, string single, string @double, Extensions on) => width switch
    {
        1 => If(CanMove(2, on), half),
        2 => If(CanMove(0, on), single),
        3 => If(CanMove(1, on), @double),
        _ => null, // quad precision; vectors
    };

    private static Operation? LoadFp(uint word, Extensions on) =>
        Of(OfWidth(Funct3(word), "flh", "flw", "fld", on), rd: FloatRegisters + Rd(word), rs1: Rs1(word), imm: ImmI(word));

    private static Operation? StoreFp(uint word, Extensions on) =>
        Of(OfWidth(Funct3(word), "fsh", "fsw", "fsd", on), rs1: Rs1(word), rs2: FloatRegisters + Rs2(word), imm: ImmS(word));

    private static Operation? Madd(uint word, Extensions on)
    {
        int fmt = Funct7(word) & 3;
        if (!HasFormat(fmt, on) || IsReservedRounding(Funct3(word)))
        {
            return null;
        }

        return new Operation(
            Fused[word >> 2 & 3][fmt],
            FloatRegisters + Rd(word),
            FloatRegisters + Rs1(word),
            FloatRegisters + Rs2(word),
            FloatRegisters + (int)(word >> 27),
            Rm: Funct3(word));
    }

    private static bool IsReservedRounding(int rm) => rm is 5 or 6;

    private static Operation? OpFp(uint word, Extensions on)
    {
        int funct5 = Funct7(word) >> 2;
        int fmt = Funct7(word) & 3;
        if (funct5 is 0b01000 or 0b11100 or 0b11110)
        {
            return CanMove(fmt, on) ? FormatOrMove(word, funct5, fmt, on) : null;
        }

        return HasFormat(fmt, on) ? Computation(word, funct5, fmt) : null;
    }

    private static Operation? Computation(uint word, int funct5, int fmt)
    {
        int rm = Funct3(word);
        int rd = FloatRegisters + Rd(word);
        int rs1 = FloatRegisters + Rs1(word);
        int rs2 = FloatRegisters + Rs2(word);
        switch (funct5)
        {
            case 0b00100:
                return rm <= 2 ? new Operation(SignInjections[rm][fmt], rd, rs1, rs2) : null;
            case 0b00101:
                return rm <= 1 ? new Operation(Extremes[rm][fmt], rd, rs1, rs2) : null;
            case 0b10100:
                return rm <= 2 ? new Operation(Comparisons[rm][fmt], Rd(word), rs1, rs2) : null;
            default:
                return IsReservedRounding(rm) ? null : Rounded(word, funct5, fmt);
        }
    }

    private static Operation? Rounded(uint word, int funct5, int fmt)
    {
        int rm = Funct3(word);
        int rd = FloatRegisters + Rd(word);
        int rs1 = FloatRegisters + Rs1(word);
        int selector = Rs2(word);
        return funct5 switch
        {
            <= 0b00011 => new Operation(Arithmetic[funct5][fmt], rd, rs1, FloatRegisters + selector, Rm: rm),
            0b01011 when selector == 0 => new Operation(SquareRoots[fmt], rd, rs1, Rm: rm),
            0b11000 when selector <= 3 => new Operation(ToInteger[selector][fmt], Rd(word), rs1, Rm: rm),
            0b11010 when selector <= 3 => new Operation(FromInteger[selector][fmt], rd, Rs1(word), Rm: rm),
            _ => null,
        };
    }

    private static Operation? FormatOrMove(uint word, int funct5, int fmt, Extensions on)
    {
        int selector = Rs2(word);
        if (funct5 == 0b01000)
        {
            bool isConversion = selector <= 2 && selector != fmt && CanMove(selector, on) && !IsReservedRounding(Funct3(word));
            return isConversion ? new Operation(FromFormat[selector][fmt], FloatRegisters + Rd(word), FloatRegisters + Rs1(word), Rm: Funct3(word)) : null;
        }

        return (funct5, selector, Funct3(word)) switch
        {
            (0b11100, 0, 0) => new Operation(MovesToInteger[fmt], Rd(word), FloatRegisters + Rs1(word)),
            (0b11100, 0, 1) => HasFormat(fmt, on) ? new Operation(Classes[fmt], Rd(word), FloatRegisters + Rs1(word)) : null,
            (0b11110, 0, 0) => new Operation(MovesFromInteger[fmt], FloatRegisters + Rd(word), Rs1(word)),
            _ => null,
        };
    }
}
