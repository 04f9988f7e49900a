using NUnit.Framework;
using Sim.CoreEmulator.Isa.Semantics;
using static Sim.CoreEmulator.Isa.Instructions.AddressGeneration;
using static Sim.CoreEmulator.Isa.Instructions.BasicBits;
using static Sim.CoreEmulator.Isa.Instructions.CarryLess;
using static Sim.CoreEmulator.Isa.Instructions.Conditional;
using static Sim.CoreEmulator.Isa.Instructions.Crossbar;
using static Sim.CoreEmulator.Isa.Instructions.CryptoBits;
using static Sim.CoreEmulator.Isa.Instructions.SingleBits;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>Zba, Zbb, Zbc, Zbs, Zbkb, Zbkx, Zicond by hand.</summary>
internal sealed class BitManipulationTests
{
    private const ulong All = ulong.MaxValue;
    private const ulong Top = 1UL << 63;

    [Test]
    public void Address_generation()
    {
        Assert.That(AddUw.Of(0xffff_ffff_0000_0005, 10), Is.EqualTo(15UL));
        Assert.That(Sh1add.Of(3, 100), Is.EqualTo(106UL));
        Assert.That(Sh2add.Of(3, 100), Is.EqualTo(112UL));
        Assert.That(Sh3add.Of(Top, 100), Is.EqualTo(100UL));
        Assert.That(Sh3add.Of(All, 0), Is.EqualTo(All - 7));
        Assert.That(Sh1addUw.Of(0xdead_beef_ffff_ffff, 1), Is.EqualTo(0x1_ffff_ffffUL));
        Assert.That(Sh2addUw.Of(0xdead_beef_ffff_ffff, 1), Is.EqualTo(0x3_ffff_fffdUL));
        Assert.That(Sh3addUw.Of(0xdead_beef_8000_0000, All), Is.EqualTo(0x3_ffff_ffffUL));
        Assert.That(SlliUw.Of(All, 32), Is.EqualTo(0xffff_ffff_0000_0000));
        Assert.That(SlliUw.Of(0x1_8000_0001, 33), Is.EqualTo(0x2_0000_0000UL));
    }

    [Test]
    public void Logic_with_an_inverted_operand()
    {
        Assert.That(Andn.Of(0b1100, 0b1010), Is.EqualTo(0b0100UL));
        Assert.That(Orn.Of(0b1100, 0b1010), Is.EqualTo(All - 2));
        Assert.That(Xnor.Of(0b1100, 0b1010), Is.EqualTo(All - 6));
    }

    [Test]
    public void Counts()
    {
        Check<Clz>(0, 64, 1, 63, Top, 0);
        Check<Clzw>(0, 32, 0xffff_ffff_0000_0001, 31, 0x8000_0000, 0);
        Check<Ctz>(0, 64, Top, 63, 12, 2);
        Check<Ctzw>(0, 32, 0xffff_ffff_0000_0000, 32, 0x8000_0000, 31);
        Check<Cpop>(0, 0, All, 64, 0x8000_0001, 2);
        Check<Cpopw>(All, 32, 0xffff_ffff_0000_0000, 0, 7, 3);
    }

    [Test]
    public void Extensions_of_narrow_values()
    {
        Check<SextB>(0x80, All - 0x7f, 0x17f, 0x7f, All, All);
        Check<SextH>(0x8000, All - 0x7fff, 0x1_7fff, 0x7fff, All, All);
        Check<ZextH>(All, 0xffff, 0x1_8000, 0x8000, 0, 0);
    }

    [Test]
    public void Minimum_and_maximum()
    {
        Assert.That((Max.Of(All, 1), Maxu.Of(All, 1), Min.Of(All, 1), Minu.Of(All, 1)), Is.EqualTo((1UL, All, All, 1UL)));
        Assert.That((Max.Of(1, Top), Maxu.Of(1, Top), Min.Of(1, Top), Minu.Of(1, Top)), Is.EqualTo((1UL, Top, Top, 1UL)));
    }

    [Test]
    public void Rotations()
    {
        Assert.That(Rol.Of(Top | 1, 1), Is.EqualTo(3UL));
        Assert.That(Rol.Of(5, 64), Is.EqualTo(5UL));
        Assert.That(Ror.Of(1, 1), Is.EqualTo(Top));
        Assert.That(Ror.Of(1, All), Is.EqualTo(2UL));
        Assert.That(Rori.Of(0xf, 4), Is.EqualTo(0xf000_0000_0000_0000));
        Assert.That(Rolw.Of(0xffff_ffff_4000_0000, 1), Is.EqualTo(0xffff_ffff_8000_0000));
        Assert.That(Rolw.Of(1, 32), Is.EqualTo(1UL));
        Assert.That(Rorw.Of(1, 1), Is.EqualTo(0xffff_ffff_8000_0000));
        Assert.That(Roriw.Of(0x7fff_ffff_0000_0002, 1), Is.EqualTo(1UL));
    }

    [Test]
    public void Bytes()
    {
        Check<OrcB>(0x0100_0080_0002_0000, 0xff00_00ff_00ff_0000, 0, 0, All, All);
        Check<Rev8>(0x0102_0304_0506_0708, 0x0807_0605_0403_0201, 1, 1UL << 56, All, All);
        Check<Brev8>(0x0102_0408_1020_4080, 0x8040_2010_0804_0201, 0x0f, 0xf0, 0xff00_00ff_1234_5678, 0xff00_00ff_482c_6a1e);
    }

    [Test]
    public void Single_bits()
    {
        Assert.That((Bclr.Of(All, 63), Bclri.Of(All, 0)), Is.EqualTo((All >> 1, All - 1)));
        Assert.That((Bext.Of(Top, 63), Bexti.Of(Top, 62)), Is.EqualTo((1UL, 0UL)));
        Assert.That((Binv.Of(0, 63), Binvi.Of(1, 0)), Is.EqualTo((Top, 0UL)));
        Assert.That((Bset.Of(0, 63), Bseti.Of(1, 1)), Is.EqualTo((Top, 3UL)));
        Assert.That(Bset.Of(0, 64), Is.EqualTo(1UL), "counted modulo 64");
        Assert.That(Bext.Of(2, All - 62), Is.EqualTo(1UL), "counted modulo 64");
    }

    [Test]
    public void Packing()
    {
        Assert.That(Pack.Of(0xaaaa_aaaa_1111_2222, 0xbbbb_bbbb_3333_4444), Is.EqualTo(0x3333_4444_1111_2222UL));
        Assert.That(Packh.Of(0xaa11, 0xbb22), Is.EqualTo(0x2211UL));
        Assert.That(Packw.Of(0xaaaa_1111, 0xbbbb_8222), Is.EqualTo(0xffff_ffff_8222_1111));
    }

    [Test]
    public void Crossbars()
    {
        Assert.That(Xperm4.Of(0xfedc_ba98_7654_3210, 0x0123_4567_89ab_cdef), Is.EqualTo(0x0123_4567_89ab_cdefUL));
        Assert.That(Xperm4.Of(0x0000_0000_0000_00a5, 0x1010_1010_1010_1010), Is.EqualTo(0xa5a5_a5a5_a5a5_a5a5));
        Assert.That(Xperm8.Of(0x8877_6655_4433_2211, 0x0001_0203_0405_0607), Is.EqualTo(0x1122_3344_5566_7788UL));
        Assert.That(Xperm8.Of(0x8877_6655_4433_2211, 0x08ff_8007_0710_0000), Is.EqualTo(0x0000_0088_8800_1111UL));
    }

    [Test]
    public void Conditional_zero()
    {
        Assert.That((CzeroEqz.Of(5, 0), CzeroEqz.Of(5, Top)), Is.EqualTo((0UL, 5UL)));
        Assert.That((CzeroNez.Of(5, 0), CzeroNez.Of(5, Top)), Is.EqualTo((5UL, 0UL)));
    }

    // (x + 1)² = x² + 1, and 2^63 squared is 2^126: bit 62 of the high half.
    [Test]
    public void Carry_less_products()
    {
        Assert.That(Clmul.Of(3, 3), Is.EqualTo(5UL));
        Assert.That((Clmul.Of(Top, Top), Clmulh.Of(Top, Top), Clmulr.Of(Top, Top)), Is.EqualTo((0UL, 1UL << 62, Top)));
        Assert.That(Clmul.Of(All, All), Is.EqualTo(0x5555_5555_5555_5555UL));
    }

    private static void Check<T>(params ulong[] sourcesAndResults)
        where T : struct, IReg
    {
        for (int i = 0; i < sourcesAndResults.Length; i += 2)
        {
            Assert.That(T.Of(sourcesAndResults[i]), Is.EqualTo(sourcesAndResults[i + 1]));
        }
    }
}
