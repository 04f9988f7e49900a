using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>
/// Instructions of floating point and bit manipulation are what binutils 2.40 makes of their assembly text; those of Zicond, which it does
/// not know, what the manual's row gives.
/// </summary>
internal sealed class FloatAndBitEncodingTests
{
    private const string Assembled = """
        52e6a407 flw f8,1326(x13)
        f9ebaaa7 fsw f30,-107(x23)
        e0038453 fmv.x.w x8,f7
        f00f0053 fmv.w.x f0,x30
        290507c3 fmadd.s f15,f10,f16,f5,rne
        291c8ac7 fmsub.s f21,f25,f17,f5,rne
        607281cb fnmsub.s f3,f5,f7,f12,rne
        593980cf fnmadd.s f1,f19,f19,f11,rne
        01028ed3 fadd.s f29,f5,f16,rne
        09268253 fsub.s f4,f13,f18,rne
        11b40ad3 fmul.s f21,f8,f27,rne
        196b8dd3 fdiv.s f27,f23,f22,rne
        58058b53 fsqrt.s f22,f11,rne
        21a60453 fsgnj.s f8,f12,f26
        21cc9f53 fsgnjn.s f30,f25,f28
        2189a053 fsgnjx.s f0,f19,f24
        29d60cd3 fmin.s f25,f12,f29
        283c9a53 fmax.s f20,f25,f3
        a09224d3 feq.s x9,f4,f9
        a08018d3 flt.s x17,f0,f8
        a01a83d3 fle.s x7,f21,f1
        e00e9853 fclass.s x16,f29
        c00b08d3 fcvt.w.s x17,f22,rne
        c0150e53 fcvt.wu.s x28,f10,rne
        c02789d3 fcvt.l.s x19,f15,rne
        c0330c53 fcvt.lu.s x24,f6,rne
        d00480d3 fcvt.s.w f1,x9,rne
        d01b0e53 fcvt.s.wu f28,x22,rne
        d0270253 fcvt.s.l f4,x14,rne
        d03588d3 fcvt.s.lu f17,x11,rne
        2ad63c87 fld f25,685(x12)
        69f43627 fsd f31,1676(x8)
        e2010c53 fmv.x.d x24,f2
        f2030153 fmv.d.x f2,x6
        40100fd3 fcvt.s.d f31,f0,rne
        420a8c53 fcvt.d.s f24,f21
        aa508943 fmadd.d f18,f1,f5,f21,rne
        aa180347 fmsub.d f6,f16,f1,f21,rne
        336a0a4b fnmsub.d f20,f20,f22,f6,rne
        5305024f fnmadd.d f4,f10,f16,f10,rne
        02a006d3 fadd.d f13,f0,f10,rne
        0aaf0653 fsub.d f12,f30,f10,rne
        13400fd3 fmul.d f31,f0,f20,rne
        1b140ed3 fdiv.d f29,f8,f17,rne
        5a0989d3 fsqrt.d f19,f19,rne
        23f682d3 fsgnj.d f5,f13,f31
        22029b53 fsgnjn.d f22,f5,f0
        23192553 fsgnjx.d f10,f18,f17
        2a850753 fmin.d f14,f10,f8
        2b791253 fmax.d f4,f18,f23
        a36c2553 feq.d x10,f24,f22
        a2cc98d3 flt.d x17,f25,f12
        a37989d3 fle.d x19,f19,f23
        e2051753 fclass.d x14,f10
        c2090953 fcvt.w.d x18,f18,rne
        c2160f53 fcvt.wu.d x30,f12,rne
        c2298953 fcvt.l.d x18,f19,rne
        c2328dd3 fcvt.lu.d x27,f5,rne
        d2020ad3 fcvt.d.w f21,x4
        d2140c53 fcvt.d.wu f24,x8
        d22681d3 fcvt.d.l f3,x13,rne
        d23807d3 fcvt.d.lu f15,x16,rne
        00551287 flh f5,5(x10)
        14b498a7 fsh f11,337(x9)
        e4030e53 fmv.x.h x28,f6
        f40282d3 fmv.h.x f5,x5
        402981d3 fcvt.s.h f3,f19
        44008d53 fcvt.h.s f26,f1,rne
        422f01d3 fcvt.d.h f3,f30
        441e85d3 fcvt.h.d f11,f29,rne
        5c248d43 fmadd.h f26,f9,f2,f11,rne
        d59883c7 fmsub.h f7,f17,f25,f26,rne
        6db18c4b fnmsub.h f24,f3,f27,f13,rne
        3dcf8ccf fnmadd.h f25,f31,f28,f7,rne
        04188953 fadd.h f18,f17,f1,rne
        0dea84d3 fsub.h f9,f21,f30,rne
        14898253 fmul.h f4,f19,f8,rne
        1c838f53 fdiv.h f30,f7,f8,rne
        5c048853 fsqrt.h f16,f9,rne
        244a83d3 fsgnj.h f7,f21,f4
        24da1553 fsgnjn.h f10,f20,f13
        24ed2253 fsgnjx.h f4,f26,f14
        2c500353 fmin.h f6,f0,f5
        2c3a1753 fmax.h f14,f20,f3
        a5cf21d3 feq.h x3,f30,f28
        a53619d3 flt.h x19,f12,f19
        a5098b53 fle.h x22,f19,f16
        e4091c53 fclass.h x24,f18
        c4028153 fcvt.w.h x2,f5,rne
        c41f81d3 fcvt.wu.h x3,f31,rne
        c4298dd3 fcvt.l.h x27,f19,rne
        c4308c53 fcvt.lu.h x24,f1,rne
        d40d89d3 fcvt.h.w f19,x27,rne
        d4190053 fcvt.h.wu f0,x18,rne
        d42d8dd3 fcvt.h.l f27,x27,rne
        d43c09d3 fcvt.h.lu f19,x24,rne
        09ab03bb add.uw x7,x22,x26
        21942bb3 sh1add x23,x8,x25
        2175c4b3 sh2add x9,x11,x23
        213660b3 sh3add x1,x12,x19
        203e273b sh1add.uw x14,x28,x3
        20a94e3b sh2add.uw x28,x18,x10
        217d69bb sh3add.uw x19,x26,x23
        0be0161b slli.uw x12,x0,0x3e
        40f1f9b3 andn x19,x3,x15
        4003e533 orn x10,x7,x0
        412bc5b3 xnor x11,x23,x18
        61559ab3 rol x21,x11,x21
        60fe9dbb rolw x27,x29,x15
        6086dab3 ror x21,x13,x8
        61a0543b rorw x8,x0,x26
        61ff5f13 rori x30,x30,0x1f
        61ed5f1b roriw x30,x26,0x1e
        6b8b5c13 rev8 x24,x22
        600c1913 clz x18,x24
        6009981b clzw x16,x19
        601a1913 ctz x18,x20
        601a921b ctzw x4,x21
        60279993 cpop x19,x15
        60201b9b cpopw x23,x0
        0be6e1b3 max x3,x13,x30
        0b9370b3 maxu x1,x6,x25
        0b71c833 min x16,x3,x23
        0b2a5033 minu x0,x20,x18
        60401393 sext.b x7,x0
        605f9d13 sext.h x26,x31
        0803c3bb zext.h x7,x7
        287c5f93 orc.b x31,x24
        49d01933 bclr x18,x0,x29
        49ff1793 bclri x15,x30,0x1f
        49c4de33 bext x28,x9,x28
        4b025113 bexti x2,x4,0x30
        69721533 binv x10,x4,x23
        6ba51e13 binvi x28,x10,0x3a
        28d716b3 bset x13,x14,x13
        2b169d13 bseti x26,x13,0x31
        0951c9b3 pack x19,x3,x21
        09987633 packh x12,x16,x25
        0957cf3b packw x30,x15,x21
        68795f93 brev8 x31,x18
        29a32533 xperm4 x10,x6,x26
        29e5ce33 xperm8 x28,x11,x30
        0bcb9433 clmul x8,x23,x28
        0b7e3233 clmulh x4,x28,x23
        0af12033 clmulr x0,x2,x15
        0e3150b3 czero.eqz x1,x2,x3
        0e3170b3 czero.nez x1,x2,x3
        """;

    private const Extensions All = (Extensions)ulong.MaxValue;

    [Test]
    public void Each_word_is_found_under_its_name()
    {
        foreach (string[] line in Assembled.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ', 3)))
        {
            uint word = uint.Parse(line[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Instruction? found = InstructionSet.Find(word, All);
            Assert.That(found?.Name, Is.EqualTo(line[1]));
            string last = line[2].Split(',')[^1].Split('(')[0];
            if (last[0] is '-' or (>= '0' and <= '9'))
            {
                Assert.That(found!.Encoding.Immediate(word), Is.EqualTo(Number(last)), line[1]);
            }
        }
    }

    [Test]
    public void Every_instruction_of_these_extensions_is_in_the_list()
    {
        const Extensions These = Extensions.F | Extensions.D | Extensions.Zfh | Extensions.Zfhmin | Extensions.Zba | Extensions.Zbb
            | Extensions.Zbc | Extensions.Zbkc | Extensions.Zbs | Extensions.Zbkb | Extensions.Zbkx | Extensions.Zicond;
        string[] names = [.. Assembled.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal)];
        Assert.That(
            InstructionSet.All.Where(i => (i.Requires & These) != Extensions.None).Select(i => i.Name).Order(StringComparer.Ordinal),
            Is.EqualTo(names));
    }

    // andn, rev8, clmul; pack, clz, clmulr; packw with x0, which Zbb calls zext.h; fcvt.d.h, fadd.h, flh.
    [TestCase(0x403170b3u, Extensions.Zbb, "andn")]
    [TestCase(0x403170b3u, Extensions.Zbkb, "andn")]
    [TestCase(0x403170b3u, Extensions.Zba, null)]
    [TestCase(0x6b815093u, Extensions.Zbkb, "rev8")]
    [TestCase(0x0a3110b3u, Extensions.Zbkc, "clmul")]
    [TestCase(0x0a3120b3u, Extensions.Zbkc, null)]
    [TestCase(0x083140b3u, Extensions.Zbb, null)]
    [TestCase(0x083140b3u, Extensions.Zbkb, "pack")]
    [TestCase(0x60011093u, Extensions.Zbkb, null)]
    [TestCase(0x080140bbu, Extensions.Zbb, "zext.h")]
    [TestCase(0x080140bbu, Extensions.Zbkb, "packw")]
    [TestCase(0x083140bbu, Extensions.Zbb, null)]
    [TestCase(0x42210053u, Extensions.Zfh, null)]
    [TestCase(0x42210053u, Extensions.Zfh | Extensions.D, "fcvt.d.h")]
    [TestCase(0x42210053u, Extensions.Zfhmin | Extensions.D, "fcvt.d.h")]
    [TestCase(0x04310053u, Extensions.Zfhmin, null)]
    [TestCase(0x04310053u, Extensions.Zfh, "fadd.h")]
    [TestCase(0x00011007u, Extensions.Zfhmin, "flh")]
    [TestCase(0x00315053u, All, null)]
    public void Extensions_share_instructions(uint word, Extensions extensions, string? name) =>
        Assert.That(InstructionSet.Find(word, extensions)?.Name, Is.EqualTo(name));

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? Convert.ToInt64(text, 16)
        : long.Parse(text, CultureInfo.InvariantCulture);
}
