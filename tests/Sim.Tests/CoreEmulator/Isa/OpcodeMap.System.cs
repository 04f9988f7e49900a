using System.Linq;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <content>AMO, MISC-MEM and SYSTEM.</content>
internal static partial class OpcodeMap
{
    private static readonly string[] Controls = ["", "csrrw", "csrrs", "csrrc", "", "csrrwi", "csrrsi", "csrrci"];
    private static readonly string[] AtomicWords = [.. Enumerable.Range(0, 32).Select(funct5 => AtomicStem(funct5) + ".w")];
    private static readonly string[] AtomicDoubles = [.. Enumerable.Range(0, 32).Select(funct5 => AtomicStem(funct5) + ".d")];

    private static string? AtomicStem(int funct5) => funct5 switch
    {
        0b00000 => "amoadd",
        0b00001 => "amoswap",
        0b00010 => "lr",
        0b00011 => "sc",
        0b00100 => "amoxor",
        0b01000 => "amoor",
        0b01100 => "amoand",
        0b10000 => "amomin",
        0b10100 => "amomax",
        0b11000 => "amominu",
        0b11100 => "amomaxu",
        _ => null,
    };

    private static Operation? Amo(uint word)
    {
        int funct5 = Funct7(word) >> 2;
        if (AtomicStem(funct5) is null || Funct3(word) is not (2 or 3))
        {
            return null;
        }

        string name = (Funct3(word) == 2 ? AtomicWords : AtomicDoubles)[funct5];
        if (funct5 != 0b00010)
        {
            return new Operation(name, Rd(word), Rs1(word), Rs2(word));
        }

        return Rs2(word) == 0 ? new Operation(name, Rd(word), Rs1(word)) : null;
    }

    // Of fences the manual has all unused fields ignored, so that later ones run as stronger ones on older harts. LQ is of RV128 only.
    private static Operation? MiscMem(uint word, Extensions on) => Funct3(word) switch
    {
        0 => new Operation("fence"),
        1 => Of(If(Has(on, Extensions.Zifencei), "fence.i")),
        2 when Rd(word) == 0 => Of(CacheBlock(word >> 20, on), rs1: Rs1(word)),
        _ => null,
    };

    private static string? CacheBlock(uint function, Extensions on) => function switch
    {
        0 => If(Has(on, Extensions.Zicbom), "cbo.inval"),
        1 => If(Has(on, Extensions.Zicbom), "cbo.clean"),
        2 => If(Has(on, Extensions.Zicbom), "cbo.flush"),
        4 => If(Has(on, Extensions.Zicboz), "cbo.zero"),
        _ => null,
    };

    private static Operation? SystemOp(uint word, Extensions on) => Funct3(word) switch
    {
        0 => Rd(word) != 0 ? null : Of(Bare(word, on)) ?? Of(TranslationFence(Funct7(word), on), rs1: Rs1(word), rs2: Rs2(word)),
        4 => Has(on, Extensions.H) ? GuestAccess(word) : null,
        _ => Of(If(Has(on, Extensions.Zicsr), Controls[Funct3(word)]), rd: Rd(word), rs1: Rs1(word), imm: word >> 20),
    };

    private static string? Bare(uint word, Extensions on) => Rs1(word) != 0 ? null : (word >> 20) switch
    {
        0x000 => "ecall",
        0x001 => "ebreak",
        0x102 => If(Has(on, Extensions.S), "sret"),
        0x105 => "wfi",
        0x180 => If(Has(on, Extensions.Svinval), "sfence.w.inval"),
        0x181 => If(Has(on, Extensions.Svinval), "sfence.inval.ir"),
        0x302 => "mret",
        _ => null,
    };

    private static string? TranslationFence(int funct7, Extensions on) => funct7 switch
    {
        0b0001001 => If(Has(on, Extensions.S), "sfence.vma"),
        0b0001011 => If(Has(on, Extensions.Svinval), "sinval.vma"),
        0b0010001 => If(Has(on, Extensions.H), "hfence.vvma"),
        0b0010011 => If(Has(on, Extensions.H) && Has(on, Extensions.Svinval), "hinval.vvma"),
        0b0110001 => If(Has(on, Extensions.H), "hfence.gvma"),
        0b0110011 => If(Has(on, Extensions.H) && Has(on, Extensions.Svinval), "hinval.gvma"),
        _ => null,
    };

    // Odd function codes store and have no rd; of even ones rs2 says how the value is extended, or that it is fetched.
    private static Operation? GuestAccess(uint word)
    {
        string? store = Funct7(word) switch
        {
            0b0110001 => "hsv.b",
            0b0110011 => "hsv.h",
            0b0110101 => "hsv.w",
            0b0110111 => "hsv.d",
            _ => null,
        };
        string? load = (Funct7(word), Rs2(word)) switch
        {
            (0b0110000, 0) => "hlv.b",
            (0b0110000, 1) => "hlv.bu",
            (0b0110010, 0) => "hlv.h",
            (0b0110010, 1) => "hlv.hu",
            (0b0110010, 3) => "hlvx.hu",
            (0b0110100, 0) => "hlv.w",
            (0b0110100, 1) => "hlv.wu",
            (0b0110100, 3) => "hlvx.wu",
            (0b0110110, 0) => "hlv.d",
            _ => null,
        };
        return Of(load, rd: Rd(word), rs1: Rs1(word)) ?? (Rd(word) == 0 ? Of(store, rs1: Rs1(word), rs2: Rs2(word)) : null);
    }
}
