using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Isa.Instructions;

namespace Sim.CoreEmulator.Isa;

/// <summary>All instructions, and which one some bits are.</summary>
internal static class InstructionSet
{
    private static readonly Instruction[][] Buckets = MakeBuckets();

    /// <summary>Every instruction of 32 bits, by number.</summary>
    public static IReadOnlyList<Instruction> All => Table;

    private static Instruction[] Table => field ??= Number();

    /// <summary>The instruction that some bits are for a hart with certain extensions; null for none.</summary>
    public static Instruction? Find(uint bits, Extensions extensions)
    {
        foreach (Instruction candidate in Buckets[BucketOf(bits)])
        {
            if ((bits & candidate.Encoding.Mask) == candidate.Encoding.Match && candidate.IsIn(extensions))
            {
                return candidate.Encoding.HasRoundingMode && ((bits >> 12) & 7) is 5 or 6 ? null : candidate;
            }
        }

        return null;
    }

    private static uint BucketOf(uint bits) => ((bits >> 2) & 31) | ((bits >> 7) & 0xE0);

    private static Instruction[] Number()
    {
        Instruction[] all =
        [
            .. BaseInteger.Declare(),
            .. Multiplication.Declare(),
            .. Atomics.Declare(),
            .. SingleFloat.Declare(),
            .. DoubleFloat.Declare(),
            .. HalfFloat.Declare(),
            .. AddressGeneration.Declare(),
            .. BasicBits.Declare(),
            .. CarryLess.Declare(),
            .. ControlRegisters.Declare(),
            .. Privileged.Declare(),
            .. Hypervisor.Declare(),
            .. CacheBlocks.Declare(),
            .. SingleBits.Declare(),
            .. CryptoBits.Declare(),
            .. Crossbar.Declare(),
            .. Conditional.Declare(),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Number = i;
        }

        return all;
    }

    // By opcode and funct3; those that leave funct3 open are in eight buckets. The more bits are fixed the earlier it is tried.
    private static Instruction[][] MakeBuckets()
    {
        List<Instruction>[] buckets = [.. Enumerable.Range(0, 256).Select(_ => new List<Instruction>())];
        foreach (Instruction instruction in Table.OrderByDescending(instruction => instruction.Encoding.Fixed))
        {
            Encoding encoding = instruction.Encoding;
            for (uint funct3 = 0; funct3 < 8; funct3++)
            {
                uint bits = (encoding.Match & ~0x7000u) | (funct3 << 12);
                if ((bits & encoding.Mask) == encoding.Match)
                {
                    buckets[BucketOf(bits)].Add(instruction);
                }
            }
        }

        return [.. buckets.Select(bucket => bucket.ToArray())];
    }
}
