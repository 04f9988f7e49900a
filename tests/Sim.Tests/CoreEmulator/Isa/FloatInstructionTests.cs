using NUnit.Framework;
using Sim.CoreEmulator.Floating;
using Sim.CoreEmulator.Isa.Semantics;
using Sim.Tests.CoreEmulator.Floating;
using static Sim.CoreEmulator.Isa.Instructions.FloatOperations;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>What the instructions add to the arithmetic: which operand has which sign, NaN boxing of sources and results, moves.</summary>
internal sealed class FloatInstructionTests
{
    private const ulong UnboxedOne = 0x3f80_0000;
    private const ulong BoxedNan = 0xffff_ffff_7fc0_0000;

    [Test]
    public void Fused_instructions_differ_in_their_signs()
    {
        Assert.That(Fused<Fmadd<Binary64>>(3, 5, 7), Is.EqualTo(Operand.Double(22)));
        Assert.That(Fused<Fmsub<Binary64>>(3, 5, 7), Is.EqualTo(Operand.Double(8)));
        Assert.That(Fused<Fnmsub<Binary64>>(3, 5, 7), Is.EqualTo(Operand.Double(-8)));
        Assert.That(Fused<Fnmadd<Binary64>>(3, 5, 7), Is.EqualTo(Operand.Double(-22)));
    }

    [Test]
    public void Subtraction_and_division_take_their_operands_in_order()
    {
        Assert.That(Two<Fsub<Binary64>>(Operand.Double(3), Operand.Double(5)), Is.EqualTo(Operand.Double(-2)));
        Assert.That(Two<Fdiv<Binary64>>(Operand.Double(3), Operand.Double(2)), Is.EqualTo(Operand.Double(1.5)));
    }

    [Test]
    public void Results_are_boxed()
    {
        ulong one = NanBox.Box<Binary32>(Operand.Single(1));
        Assert.That(Two<Fadd<Binary32>>(one, one), Is.EqualTo(0xffff_ffff_4000_0000));
        ulong half = NanBox.Box<Binary16>(Operand.Half(1));
        Assert.That(Two<Fadd<Binary16>>(half, half), Is.EqualTo(0xffff_ffff_ffff_4000));
        uint flags = 0;
        Assert.That(FcvtFromW<Binary32>.Of(1, 0, ref flags), Is.EqualTo(one));
        Assert.That(Fcvt<Binary16, Binary32>.Of(one, 0, ref flags), Is.EqualTo(half));
        Assert.That(Fcvt<Binary64, Binary32>.Of(one, 0, ref flags), Is.EqualTo(Operand.Double(1)));
        Assert.That(flags, Is.Zero);
    }

    [Test]
    public void Sources_that_are_not_boxed_count_as_the_canonical_NaN()
    {
        ulong one = NanBox.Box<Binary32>(Operand.Single(1));
        Assert.That(Two<Fadd<Binary32>>(one, UnboxedOne), Is.EqualTo(BoxedNan));
        Assert.That(Two<Fmin<Binary32>>(one, UnboxedOne), Is.EqualTo(one));
        Assert.That(Two<Fsgnj<Binary32>>(UnboxedOne, one), Is.EqualTo(BoxedNan));
        Assert.That(Two<Fsgnjn<Binary32>>(one, UnboxedOne), Is.EqualTo(NanBox.Box<Binary32>(Operand.Single(-1))));
        uint flags = 0;
        Assert.That(Fclass<Binary32>.Of(UnboxedOne, 0, ref flags), Is.EqualTo(Classification.QuietNan));
        Assert.That(Feq<Binary32>.Of(UnboxedOne, UnboxedOne, ref flags), Is.Zero);
        Assert.That(flags, Is.Zero);
        Assert.That(FcvtToW<Binary32>.Of(UnboxedOne, 0, ref flags), Is.EqualTo(0x7fff_ffffUL));
        Assert.That(flags, Is.EqualTo(Fflags.NV));
    }

    // A signaling NaN keeps its payload and raises nothing: sign injection is no arithmetic.
    [TestCase(0x7ff0_0000_0000_0001ul, 0x8000_0000_0000_0000ul, 0xfff0_0000_0000_0001ul, 0x7ff0_0000_0000_0001ul, 0xfff0_0000_0000_0001ul)]
    [TestCase(0x8000_0000_0000_0000ul, 0x8000_0000_0000_0000ul, 0x8000_0000_0000_0000ul, 0ul, 0ul)]
    [TestCase(0x3ff0_0000_0000_0000ul, 0ul, 0x3ff0_0000_0000_0000ul, 0xbff0_0000_0000_0000ul, 0x3ff0_0000_0000_0000ul)]
    public void Sign_injection(ulong rs1, ulong rs2, ulong same, ulong opposite, ulong product)
    {
        Assert.That(Two<Fsgnj<Binary64>>(rs1, rs2), Is.EqualTo(same));
        Assert.That(Two<Fsgnjn<Binary64>>(rs1, rs2), Is.EqualTo(opposite));
        Assert.That(Two<Fsgnjx<Binary64>>(rs1, rs2), Is.EqualTo(product));
    }

    [Test]
    public void Moves_take_the_bits_as_they_are()
    {
        uint flags = 0;
        Assert.That(FmvToInteger<Binary32>.Of(0x1234_5678_8000_0001, 0, ref flags), Is.EqualTo(0xffff_ffff_8000_0001));
        Assert.That(FmvToInteger<Binary32>.Of(0x1234_5678_7f80_0001, 0, ref flags), Is.EqualTo(0x7f80_0001UL));
        Assert.That(FmvToInteger<Binary16>.Of(0x1234_5678_9abc_fdef, 0, ref flags), Is.EqualTo(0xffff_ffff_ffff_fdef));
        Assert.That(FmvToInteger<Binary64>.Of(0x1234_5678_9abc_fdef, 0, ref flags), Is.EqualTo(0x1234_5678_9abc_fdefUL));
        Assert.That(FmvFromInteger<Binary32>.Of(0x1234_5678_7f80_0001, 0, ref flags), Is.EqualTo(0xffff_ffff_7f80_0001));
        Assert.That(FmvFromInteger<Binary16>.Of(0x1234, 0, ref flags), Is.EqualTo(0xffff_ffff_ffff_1234));
        Assert.That(FmvFromInteger<Binary64>.Of(0x1234, 0, ref flags), Is.EqualTo(0x1234UL));
        Assert.That(flags, Is.Zero);
    }

    [Test]
    public void Loads_box_what_they_read()
    {
        Assert.That((Stored<Binary16>.Size, Stored<Binary32>.Size, Stored<Binary64>.Size), Is.EqualTo((2, 4, 8)));
        Assert.That(Stored<Binary16>.Extend(0x1234), Is.EqualTo(0xffff_ffff_ffff_1234));
        Assert.That(Stored<Binary32>.Extend(0x1234_5678), Is.EqualTo(0xffff_ffff_1234_5678));
        Assert.That(Stored<Binary64>.Extend(0x1234_5678), Is.EqualTo(0x1234_5678UL));
    }

    private static ulong Fused<T>(double rs1, double rs2, double rs3)
        where T : struct, IFloatTernary
    {
        uint flags = 0;
        ulong result = T.Of(Operand.Double(rs1), Operand.Double(rs2), Operand.Double(rs3), RoundingMode.Rne, ref flags);
        Assert.That(flags, Is.Zero);
        return result;
    }

    private static ulong Two<T>(ulong rs1, ulong rs2)
        where T : struct, IFloatBinary
    {
        uint flags = 0;
        ulong result = T.Of(rs1, rs2, RoundingMode.Rne, ref flags);
        Assert.That(flags, Is.Zero);
        return result;
    }
}
