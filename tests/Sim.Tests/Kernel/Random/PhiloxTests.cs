using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Random;

public sealed class PhiloxTests
{
    // Random123 1.14, tests/kat_vectors, the lines "philox4x32 10": counter words 0-3, key words 0-1, answer words 0-3.
    [TestCase(0x0000000000000000ul, 0x0000000000000000ul, 0x0000000000000000ul, 0xe169c58d6627e8d5ul, 0x9b00dbd8bc57ac4cul)]
    [TestCase(0xfffffffffffffffful, 0xfffffffffffffffful, 0xfffffffffffffffful, 0x41c83b0e408f276dul, 0x6d5451fda20bc7c6ul)]
    [TestCase(0x85a308d3243f6a88ul, 0x0370734413198a2eul, 0x299f31d0a4093822ul, 0x94fdccebd16cfe09ul, 0x24126ea15001e420ul)]
    public void Blocks_are_those_of_the_reference_library(ulong counterLow, ulong counterHigh, ulong key, ulong low, ulong high) =>
        Assert.That(Philox.Block(key, counterLow, counterHigh), Is.EqualTo((low, high)));

    // Both ways to compute four blocks, as a processor has only one of them; the counter's lower half may end in 32 ones.
    [Property]
    public bool Four_blocks_are_those_computed_one_by_one(ulong key, ulong counter, ulong counterHigh, bool atCarry)
    {
        ulong first = (atCarry ? counter | uint.MaxValue : counter) & ~3UL;
        ulong[] words = new ulong[8];
        ulong[] inTurn = new ulong[8];
        Philox.FourBlocks(key, first, counterHigh, words);
        Philox.FourBlocksInTurn(key, first, counterHigh, inTurn);
        ulong[] expected = [.. Enumerable.Range(0, 4).SelectMany(i => Pair(Philox.Block(key, first + (ulong)i, counterHigh)))];
        return words.AsSpan().SequenceEqual(expected) && inTurn.AsSpan().SequenceEqual(expected);
    }

    private static ulong[] Pair((ulong Low, ulong High) block) => [block.Low, block.High];
}
