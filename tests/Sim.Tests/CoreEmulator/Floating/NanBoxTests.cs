using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

internal sealed class NanBoxTests
{
    [TestCase(0xffff_ffff_3f80_0000, 0x3f80_0000ul)]
    [TestCase(0xffff_ffff_0000_0000, 0ul)]
    [TestCase(0x0000_0000_3f80_0000ul, 0x7fc0_0000ul)]
    [TestCase(0xffff_fffe_3f80_0000, 0x7fc0_0000ul)]
    [TestCase(0x7fff_ffff_3f80_0000ul, 0x7fc0_0000ul)]
    public void Single_precision(ulong register, ulong expected) => Assert.That(NanBox.Unbox<Binary32>(register), Is.EqualTo(expected));

    [TestCase(0xffff_ffff_ffff_3c00, 0x3c00ul)]
    [TestCase(0xffff_ffff_3f80_0000, 0x7e00ul)]
    [TestCase(0xffff_ffff_fffe_3c00, 0x7e00ul)]
    [TestCase(0x0000_0000_0000_3c00ul, 0x7e00ul)]
    public void Half_precision(ulong register, ulong expected) => Assert.That(NanBox.Unbox<Binary16>(register), Is.EqualTo(expected));

    [Test]
    public void Double_precision_fills_the_register()
    {
        Assert.That(NanBox.Unbox<Binary64>(1), Is.EqualTo(1UL));
        Assert.That(NanBox.Box<Binary64>(1), Is.EqualTo(1UL));
    }

    [Test]
    public void What_is_boxed_has_all_upper_bits_set()
    {
        Assert.That(NanBox.Box<Binary32>(0x3f80_0000), Is.EqualTo(0xffff_ffff_3f80_0000));
        Assert.That(NanBox.Box<Binary16>(0x3c00), Is.EqualTo(0xffff_ffff_ffff_3c00));
    }
}
