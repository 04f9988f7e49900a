using FsCheck;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

internal sealed class ComparisonTests
{
    private const ulong PlusZero = 0;
    private const ulong MinusZero = 0x8000;
    private const ulong One = 0x3c00;
    private const ulong MinusOne = 0xbc00;
    private const ulong Infinity = 0x7c00;
    private const ulong QuietNan = 0xfe01;
    private const ulong SignalingNan = 0x7c01;
    private const ulong Canonical = 0x7e00;

    [TestCase(PlusZero, MinusZero, true, false, true, 0u, 0u)]
    [TestCase(MinusZero, PlusZero, true, false, true, 0u, 0u)]
    [TestCase(MinusOne, One, false, true, true, 0u, 0u)]
    [TestCase(One, MinusOne, false, false, false, 0u, 0u)]
    [TestCase(One, Infinity, false, true, true, 0u, 0u)]
    [TestCase(Infinity, Infinity, true, false, true, 0u, 0u)]
    [TestCase(0xfc00ul, MinusOne, false, true, true, 0u, 0u)]
    [TestCase(QuietNan, QuietNan, false, false, false, 0u, Fflags.NV)]
    [TestCase(One, QuietNan, false, false, false, 0u, Fflags.NV)]
    [TestCase(SignalingNan, One, false, false, false, Fflags.NV, Fflags.NV)]
    public void Equal_is_quiet_the_others_signal(ulong a, ulong b, bool equal, bool less, bool lessOrEqual, uint quiet, uint signaling)
    {
        uint flags = 0;
        Assert.That(Comparison.Equal<Binary16>(a, b, ref flags), Is.EqualTo(equal));
        Assert.That(flags, Is.EqualTo(quiet));
        flags = 0;
        Assert.That(Comparison.Less<Binary16>(a, b, ref flags), Is.EqualTo(less));
        Assert.That(flags, Is.EqualTo(signaling));
        flags = 0;
        Assert.That(Comparison.LessOrEqual<Binary16>(a, b, ref flags), Is.EqualTo(lessOrEqual));
        Assert.That(flags, Is.EqualTo(signaling));
    }

    [TestCase(PlusZero, MinusZero, MinusZero, PlusZero, 0u)]
    [TestCase(MinusOne, One, MinusOne, One, 0u)]
    [TestCase(One, 0xfc00ul, 0xfc00ul, One, 0u)]
    [TestCase(QuietNan, One, One, One, 0u)]
    [TestCase(SignalingNan, One, One, One, Fflags.NV)]
    [TestCase(QuietNan, QuietNan, Canonical, Canonical, 0u)]
    [TestCase(QuietNan, SignalingNan, Canonical, Canonical, Fflags.NV)]
    public void Minimum_and_maximum_prefer_numbers(ulong a, ulong b, ulong minimum, ulong maximum, uint raised)
    {
        foreach ((ulong x, ulong y) in new[] { (a, b), (b, a) })
        {
            uint flags = 0;
            Assert.That(Comparison.Minimum<Binary16>(x, y, ref flags), Is.EqualTo(minimum));
            Assert.That(flags, Is.EqualTo(raised));
            flags = 0;
            Assert.That(Comparison.Maximum<Binary16>(x, y, ref flags), Is.EqualTo(maximum));
            Assert.That(flags, Is.EqualTo(raised));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Order_is_the_hosts(DoNotSize<ulong> first, DoNotSize<ulong> second)
    {
        ulong a = Operand.Of<Binary64>(first.Item);
        ulong b = Operand.Of<Binary64>(second.Item);
        double x = Binary64.ToHost(a);
        double y = Binary64.ToHost(b);
        uint flags = 0;
        Assert.That(Comparison.Less<Binary64>(a, b, ref flags), Is.EqualTo(x < y));
        Assert.That(Comparison.LessOrEqual<Binary64>(a, b, ref flags), Is.EqualTo(x <= y));
        Assert.That(Comparison.Equal<Binary64>(a, b, ref flags), Is.EqualTo(x <= y && y <= x));
    }
}
