using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>
/// The decoder finds instructions, operands included, where the manual's opcode maps have them, and nowhere else: in each combination of
/// the fields by which they are told apart, and in random words.
/// </summary>
internal sealed class DecoderTests
{
    private static readonly uint[] MajorOpcodes = [.. Enumerable.Range(0, 32).Select(five => (uint)(five << 2 | 3))];

    private readonly DecoderCheck[] _checks = [.. ExtensionSets.Named.Select(set => new DecoderCheck(set))];
    private readonly List<string> _differences = [];
    private ulong _random;

    [SetUp]
    public void Start()
    {
        _differences.Clear();
        _random = 0x5EED;
    }

    // Opcode, funct3, funct7 and rs2, which are all but rd and rs1; these zero and not: 2^22 words, with everything and with some other set.
    [Test]
    public void Every_combination_of_the_fields_that_tell_instructions_apart()
    {
        for (uint fields = 0; fields < 1u << 20; fields++)
        {
            uint word = MajorOpcodes[fields & 31] | (fields >> 5 & 7) << 12 | fields >> 8 << 20;
            uint rd = 1u << 7 | (Next() & 31u << 7);
            uint rs1 = 1u << 15 | (Next() & 31u << 15);
            foreach (uint registers in (ReadOnlySpan<uint>)[0, rd, rs1, rd | rs1])
            {
                Look(1, word | registers);
                Look(AnySet(), word | registers);
            }
        }

        AssertAgreement(8 << 20);
    }

    // Bits from anywhere: as they come, of which three in four are compressed, and as words of 32 bits.
    [Test]
    public void Uniform_random_words()
    {
        for (int i = 0; i < 6_000_000; i++)
        {
            uint word = Next();
            Look(1, word);
            Look(AnySet(), word | 3);
        }

        AssertAgreement(12_000_000);
    }

    // Instructions with any operands, with none, one or two of their bits flipped: where legality ends.
    [Test]
    public void Instructions_with_flipped_bits()
    {
        const int Each = 50_000;
        foreach (Encoding encoding in InstructionSet.All.Select(instruction => instruction.Encoding))
        {
            for (int i = 0; i < Each; i++)
            {
                uint word = (Next() & ~encoding.Mask) | encoding.Match;
                uint random = Next();
                uint flips = 1u << (int)(random & 31) | 1u << (int)(random >> 5 & 31);
                word ^= (random >> 10 & 3) == 0 ? 0 : flips;
                Look((random >> 12 & 1) == 0 ? 1 : AnySet(), word);
            }
        }

        AssertAgreement(Each * (long)InstructionSet.All.Count);
    }

    [Test]
    public void Random_sets_of_extensions()
    {
        for (int set = 0; set < 500; set++)
        {
            DecoderCheck check = new(ExtensionSets.Complete(Next()));
            for (int i = 0; i < 2_000; i++)
            {
                Encoding encoding = InstructionSet.All[(int)(Next() % InstructionSet.All.Count)].Encoding;
                Note(check.Difference((Next() & ~encoding.Mask) | encoding.Match));
            }
        }

        AssertAgreement(1_000_000);
    }

    // SplitMix64.
    private uint Next()
    {
        unchecked
        {
            _random += 0x9E3779B97F4A7C15;
            ulong z = (_random ^ _random >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return (uint)(z ^ z >> 31);
        }
    }

    private int AnySet() => (int)(Next() % _checks.Length);

    private void Look(int set, uint word) => Note(_checks[set].Difference(word));

    private void Note(string? difference)
    {
        if (difference is not null && _differences.Count < 20)
        {
            _differences.Add(difference);
        }
    }

    private void AssertAgreement(long looked)
    {
        Assert.That(_differences, Is.Empty);
        TestContext.Out.WriteLine($"{looked} encodings");
    }
}
