using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

internal sealed class ClassificationTests
{
    [TestCase(0xfff0000000000000, 0)]
    [TestCase(0xffefffffffffffff, 1)]
    [TestCase(0x8010000000000000, 1)]
    [TestCase(0x800fffffffffffff, 2)]
    [TestCase(0x8000000000000001, 2)]
    [TestCase(0x8000000000000000, 3)]
    [TestCase(0x0000000000000000ul, 4)]
    [TestCase(0x0000000000000001ul, 5)]
    [TestCase(0x000ffffffffffffful, 5)]
    [TestCase(0x0010000000000000ul, 6)]
    [TestCase(0x7feffffffffffffful, 6)]
    [TestCase(0x7ff0000000000000ul, 7)]
    [TestCase(0x7ff0000000000001ul, 8)]
    [TestCase(0xfff7ffffffffffff, 8)]
    [TestCase(0x7ff8000000000000ul, 9)]
    [TestCase(0xffffffffffffffff, 9)]
    public void One_bit_a_class(ulong a, int bit) => Assert.That(Classification.Of<Binary64>(a), Is.EqualTo(1UL << bit));

    [Test]
    public void A_half_has_as_many_numbers_of_a_class_as_its_widths_say()
    {
        int[] counts = new int[10];
        for (ulong a = 0; a < 1 << 16; a++)
        {
            counts[System.Numerics.BitOperations.Log2(Classification.Of<Binary16>(a))]++;
        }

        Assert.That(counts, Is.EqualTo(new[] { 1, 30 * 1024, 1023, 1, 1, 1023, 30 * 1024, 1, 2 * 511, 2 * 512 }));
    }
}
