using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Traces;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

internal sealed class ChampSimPlacesTests
{
    // Filled from the front is what ChampSim's tracer writes: no number.
    [TestCase(0b0000, 0b00, 0)]
    [TestCase(0b0001, 0b01, 0)]
    [TestCase(0b0011, 0b01, 0)]
    [TestCase(0b0111, 0b11, 0)]
    [TestCase(0b1111, 0b00, 0)]
    [TestCase(0b0010, 0b01, 1)]
    [TestCase(0b0001, 0b10, 4)]
    [TestCase(0b1000, 0b10, 7)]
    [TestCase(0b0110, 0b00, 2)]
    [TestCase(0b1100, 0b10, 11)]
    [TestCase(0b0000, 0b10, 1)]
    public void Numbers(byte read, byte written, int number) => Assert.That(ChampSimPlaces.Number(read, written), Is.EqualTo(number));

    // 4 over r places of those read, times 2 over w of those written.
    [Test]
    public void EachNumberIsReadAgain()
    {
        int[] reads = [1, 4, 6, 4, 1];
        int[] writes = [1, 2, 1];
        Assert.Multiple(() =>
        {
            for (int read = 0; read < reads.Length; read++)
            {
                for (int written = 0; written < writes.Length; written++)
                {
                    Assert.That(ChampSimPlaces.Count(read, written), Is.EqualTo(reads[read] * writes[written]));
                    for (int number = 0; number < ChampSimPlaces.Count(read, written); number++)
                    {
                        (byte from, byte to) = ChampSimPlaces.Of(number, read, written);
                        Assert.That(ChampSimPlaces.Number(from, to), Is.EqualTo(number), $"{read} read, {written} written");
                    }
                }
            }
        });
    }

    [TestCase(OperationKind.Multiply, 2)]
    [TestCase(OperationKind.Divide, 2)]
    [TestCase(OperationKind.FloatAdd, 2)]
    [TestCase(OperationKind.FloatMultiply, 2)]
    [TestCase(OperationKind.FloatDivide, 2)]
    [TestCase(OperationKind.FloatMisc, 2)]
    [TestCase(OperationKind.FloatFused, 3)]
    [TestCase(OperationKind.FloatRoot, 1)]
    [TestCase(OperationKind.FloatConvert, 1)]
    [TestCase(OperationKind.BitCount, 1)]
    [TestCase(OperationKind.System, 0)]
    public void WorkIsToldWithADestination(OperationKind operation, int read)
    {
        int number = ChampSimMeaning.Of(operation, read, isFlags: false);
        Assert.Multiple(() =>
        {
            Assert.That(number, Is.InRange(1, ChampSimPlaces.Count(read, 1) - 1));
            Assert.That(ChampSimMeaning.Operation(number, read, isFlags: false), Is.EqualTo(operation));
        });
    }

    [TestCase(OperationKind.Load, 8, OperationKind.Integer)]
    [TestCase(OperationKind.Load, 1, OperationKind.Integer)]
    [TestCase(OperationKind.Store, 2, OperationKind.Integer)]
    [TestCase(OperationKind.Atomic, 4, OperationKind.Atomic)]
    [TestCase(OperationKind.Atomic, 8, OperationKind.Atomic)]
    [TestCase(OperationKind.CacheBlock, 64, OperationKind.CacheBlock)]
    public void AccessesAreTold(OperationKind operation, byte bytes, OperationKind kind) =>
        Assert.That(ChampSimMeaning.Access(ChampSimMeaning.OfAccess(operation, bytes)), Is.EqualTo((kind, bytes)));
}
