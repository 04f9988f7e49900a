using System.Collections.Generic;
using NUnit.Framework;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>Compressed instructions: all 65,536 parcels.</summary>
internal sealed class CompressedTests
{
    [Test]
    public void Every_parcel_is_what_the_manual_s_tables_say()
    {
        List<string> differences = [];
        foreach (Extensions set in ExtensionSets.Named)
        {
            DecoderCheck check = new(set);
            for (uint parcel = 0; parcel < 0x10000; parcel++)
            {
                if ((parcel & 3) != 3 && check.Difference(parcel) is { } difference && differences.Count < 20)
                {
                    differences.Add(difference);
                }
            }
        }

        Assert.That(differences, Is.Empty);
    }

    /// <summary>How many there are by hand: quadrants of 16,384 parcels, less the reserved ones.</summary>
    /// <remarks>
    /// Quadrant 0: of c.addi4spn's 2,048 8 have no immediate, and funct3 100 is reserved without Zcb. Quadrant 1: c.addiw to x0 (64),
    /// c.lui and c.addi16sp without immediate (32), two rows of c.subw's kin (128 with their 64 register pairs each). Quadrant 2: c.lwsp
    /// and c.ldsp to x0 (64 each), c.jr of x0 (1).
    /// </remarks>
    [TestCase(Extensions.G | Extensions.C, (16384 - 8 - 2048) + (16384 - 64 - 32 - 128) + (16384 - 64 - 64 - 1))]
    [TestCase(Extensions.I | Extensions.M | Extensions.C, (16384 - 8 - (3 * 2048)) + (16384 - 64 - 32 - 128) + (16384 - 64 - 64 - 1 - (2 * 2048)))]
    public void As_many_parcels_are_instructions_as_counted_by_hand(Extensions extensions, int expected)
    {
        int count = 0;
        for (int parcel = 0; parcel < 0x10000; parcel++)
        {
            count += (parcel & 3) != 3 && Compressed.TryExpand((ushort)parcel, extensions, out _) ? 1 : 0;
        }

        Assert.That(count, Is.EqualTo(expected));
    }

    /// <summary>With whatever extensions: an expansion is an instruction that those extensions have.</summary>
    [FsCheck.NUnit.Property(MaxTest = 20_000, QuietOnSuccess = true)]
    public bool Random_parcels_expand_to_legal_instructions(ushort parcel, ulong members)
    {
        Extensions set = ExtensionSets.Complete(members | (ulong)Extensions.C);
        bool isThere = Compressed.TryExpand(parcel, set, out uint bits);
        Operation? expected = ParcelMap.Find(parcel, set);
        return isThere == expected is not null
            && (!isThere || (bits & 3) == 3 && OpcodeMap.Find(bits, set)?.Name == expected?.Name && new DecoderCheck(set).Difference(parcel) is null);
    }
}
