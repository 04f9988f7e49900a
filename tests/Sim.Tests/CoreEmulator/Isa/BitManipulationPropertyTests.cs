using System;
using System.Linq;
using System.Numerics;
using FsCheck;
using NUnit.Framework;
using static Sim.CoreEmulator.Isa.Instructions.AddressGeneration;
using static Sim.CoreEmulator.Isa.Instructions.BasicBits;
using static Sim.CoreEmulator.Isa.Instructions.CarryLess;
using static Sim.CoreEmulator.Isa.Instructions.Crossbar;
using static Sim.CoreEmulator.Isa.Instructions.CryptoBits;
using static Sim.CoreEmulator.Isa.Instructions.SingleBits;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>Bit manipulation against loops over single bits.</summary>
internal sealed class BitManipulationPropertyTests
{
    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Counts_are_those_of_bits(DoNotSize<ulong> source, byte shift)
    {
        ulong a = source.Item >> (shift % 64);
        bool[] bits = Bits(a);
        Assert.That(Cpop.Of(a), Is.EqualTo((ulong)bits.Count(bit => bit)));
        Assert.That(Clz.Of(a), Is.EqualTo((ulong)bits.Reverse().TakeWhile(bit => !bit).Count()));
        Assert.That(Ctz.Of(a), Is.EqualTo((ulong)bits.TakeWhile(bit => !bit).Count()));
        Assert.That(Cpopw.Of(a), Is.EqualTo((ulong)bits[..32].Count(bit => bit)));
        Assert.That(Clzw.Of(a), Is.EqualTo((ulong)bits[..32].Reverse().TakeWhile(bit => !bit).Count()));
        Assert.That(Ctzw.Of(a), Is.EqualTo((ulong)bits[..32].TakeWhile(bit => !bit).Count()));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Bits_go_where_they_belong(DoNotSize<ulong> source, DoNotSize<ulong> amount)
    {
        ulong a = source.Item;
        int by = (int)(amount.Item % 64);
        bool[] bits = Bits(a);
        Assert.That(Rol.Of(a, amount.Item), Is.EqualTo(Made(i => bits[(i + 64 - by) % 64])));
        Assert.That(Ror.Of(a, amount.Item), Is.EqualTo(Made(i => bits[(i + by) % 64])));
        Assert.That(Rori.Of(a, by), Is.EqualTo(Made(i => bits[(i + by) % 64])));
        Assert.That(Rolw.Of(a, amount.Item), Is.EqualTo(Made(i => bits[(Math.Min(i, 31) + 32 - (by % 32)) % 32])));
        Assert.That(Rorw.Of(a, amount.Item), Is.EqualTo(Made(i => bits[(Math.Min(i, 31) + by) % 32])));
        Assert.That(Roriw.Of(a, by % 32), Is.EqualTo(Made(i => bits[(Math.Min(i, 31) + by) % 32])));
        Assert.That(Rev8.Of(a), Is.EqualTo(Made(i => bits[56 - (i & ~7) + (i & 7)])));
        Assert.That(Brev8.Of(a), Is.EqualTo(Made(i => bits[(i & ~7) + 7 - (i & 7)])));
        Assert.That(SlliUw.Of(a, by), Is.EqualTo(Made(i => i >= by && i - by < 32 && bits[i - by])));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Bytes_with_any_bit_are_filled(DoNotSize<ulong> source, DoNotSize<ulong> mask)
    {
        ulong a = source.Item & mask.Item & (mask.Item >> 7) & (mask.Item << 11);
        bool[] bits = Bits(a);
        Assert.That(OrcB.Of(a), Is.EqualTo(Made(i => bits[(i & ~7)..((i & ~7) + 8)].Any(bit => bit))));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Single_bits_are_changed_alone(DoNotSize<ulong> source, DoNotSize<ulong> index)
    {
        ulong a = source.Item;
        int at = (int)(index.Item % 64);
        bool[] bits = Bits(a);
        Assert.That(Bset.Of(a, index.Item), Is.EqualTo(Made(i => i == at || bits[i])));
        Assert.That(Bclr.Of(a, index.Item), Is.EqualTo(Made(i => i != at && bits[i])));
        Assert.That(Binv.Of(a, index.Item), Is.EqualTo(Made(i => i == at != bits[i])));
        Assert.That(Bext.Of(a, index.Item), Is.EqualTo(bits[at] ? 1 : 0));
        Assert.That(Bseti.Of(a, at), Is.EqualTo(Bset.Of(a, index.Item)));
        Assert.That(Bclri.Of(a, at), Is.EqualTo(Bclr.Of(a, index.Item)));
        Assert.That(Binvi.Of(a, at), Is.EqualTo(Binv.Of(a, index.Item)));
        Assert.That(Bexti.Of(a, at), Is.EqualTo(Bext.Of(a, index.Item)));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Carry_less_products_are_sums_of_shifted_factors(DoNotSize<ulong> first, DoNotSize<ulong> second)
    {
        UInt128 product = 0;
        for (int i = 0; i < 64; i++)
        {
            product ^= ((second.Item >> i) & 1) != 0 ? (UInt128)first.Item << i : 0;
        }

        Assert.That(Clmul.Of(first.Item, second.Item), Is.EqualTo(unchecked((ulong)product)));
        Assert.That(Clmulh.Of(first.Item, second.Item), Is.EqualTo(unchecked((ulong)(product >> 64))));
        Assert.That(Clmulr.Of(first.Item, second.Item), Is.EqualTo(unchecked((ulong)(product >> 63))));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Crossbars_look_up(DoNotSize<ulong> table, DoNotSize<ulong> indices, DoNotSize<ulong> mask)
    {
        ulong within = indices.Item & (mask.Item | 0x0707_0707_0707_0707);
        bool[] bits = Bits(table.Item);
        Assert.That(Xperm4.Of(table.Item, within), Is.EqualTo(Made(i => bits[(int)((within >> (i & ~3)) & 15) * 4 + (i & 3)])));
        Assert.That(Xperm8.Of(table.Item, within), Is.EqualTo(Made(i => ((within >> (i & ~7)) & 255) is var byWhich and < 8 && bits[((int)byWhich * 8) + (i & 7)])));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Addresses_are_multiples_and_sums(DoNotSize<ulong> first, DoNotSize<ulong> second)
    {
        (BigInteger a, BigInteger b, BigInteger low) = (first.Item, second.Item, first.Item & 0xffff_ffff);
        BigInteger modulus = BigInteger.One << 64;
        Assert.That((BigInteger)Sh1add.Of(first.Item, second.Item), Is.EqualTo(((2 * a) + b) % modulus));
        Assert.That((BigInteger)Sh2add.Of(first.Item, second.Item), Is.EqualTo(((4 * a) + b) % modulus));
        Assert.That((BigInteger)Sh3add.Of(first.Item, second.Item), Is.EqualTo(((8 * a) + b) % modulus));
        Assert.That((BigInteger)AddUw.Of(first.Item, second.Item), Is.EqualTo((low + b) % modulus));
        Assert.That((BigInteger)Sh1addUw.Of(first.Item, second.Item), Is.EqualTo(((2 * low) + b) % modulus));
        Assert.That((BigInteger)Sh2addUw.Of(first.Item, second.Item), Is.EqualTo(((4 * low) + b) % modulus));
        Assert.That((BigInteger)Sh3addUw.Of(first.Item, second.Item), Is.EqualTo(((8 * low) + b) % modulus));
    }

    private static bool[] Bits(ulong value) => [.. Enumerable.Range(0, 64).Select(i => ((value >> i) & 1) != 0)];

    private static ulong Made(Func<int, bool> bit) => Enumerable.Range(0, 64).Aggregate(0UL, (made, i) => made | ((bit(i) ? 1UL : 0) << i));
}
