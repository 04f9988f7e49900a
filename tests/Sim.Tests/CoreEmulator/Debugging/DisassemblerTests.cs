using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Debugging;

/// <summary>Instructions in assembly language, as binutils write them.</summary>
internal sealed class DisassemblerTests
{
    private const string March = "rv64gch_zba_zbb_zbc_zbs_zfh_zicbom_zicboz_zicbop_svinval_zbkb_zbkx";

    // What binutils 2.40 write as another instruction or not at all, or what differs on purpose.
    private static readonly string[] Strange = ["fence", "pause", "czero.eqz", "czero.nez", "fence.i", "fence.tso"];

    private static readonly Disassembler All = new(HartOptions.AllExtensions, SymbolTable.Empty, Listing.CsrNames());

    [TestCase(0xFFB58513u, "addi\ta0,a1,-5")]
    [TestCase(0xFE0509E3u, "beq\ta0,zero,7ffffff2")]
    [TestCase(0x30059573u, "csrrw\ta0,mstatus,a1")]
    [TestCase(0x06B6252Fu, "amoadd.w.aqrl\ta0,a1,(a2)")]
    [TestCase(0x00C59553u, "fadd.s\tfa0,fa1,fa2,rtz")]
    [TestCase(0x42058553u, "fcvt.d.s\tfa0,fa1")]
    [TestCase(0x0310000Fu, "fence\trw,w")]
    [TestCase(0x6AA5C073u, "hsv.w\ta0,(a1)")]
    [TestCase(0x0001u, "addi\tzero,zero,0")]
    [TestCase(0x8082u, "jalr\tzero,0(ra)")]
    [TestCase(0xFFFFFFFFu, ".4byte\t0xffffffff")]
    [TestCase(0u, ".2byte\t0x0")]
    public void Instructions_are_written_as_the_assembler_reads_them(uint bits, string text) =>
        Assert.That(All.Text(bits, 0x8000_0000), Is.EqualTo(text));

    [Test]
    public void Every_instruction_has_a_text()
    {
        foreach (Instruction instruction in InstructionSet.All)
        {
            // zext.h is packw with x0: the narrower one has the name.
            string name = InstructionSet.Find(instruction.Encoding.Match, HartOptions.AllExtensions)!.Name;
            Assert.That(All.Text(instruction.Encoding.Match, 0), Does.StartWith(name), instruction.Name);
        }
    }

    [Test]
    public void Whatever_the_bits_there_is_a_text()
    {
        Sim.Kernel.Random.RandomStream draw = new Sim.Kernel.Random.RandomStreams(1)["bits"];
        for (int i = 0; i < 200_000; i++)
        {
            Assert.That(All.Text((uint)draw.NextInt(1L << 32), 0x1000), Is.Not.Empty);
        }
    }

    [Test]
    public void A_listing_has_labels_and_knows_what_it_has_not()
    {
        Listing listing = new(new Assembled().Words(Asm.Addi(10, 0, 1), Asm.Jal(0, -4)).Program());
        using StringWriter text = new() { NewLine = "\n" };
        listing.Symbol(text, "_start");
        Assert.That(text.ToString(), Does.StartWith(
            "\n0000000080000000 <_start>:\n    80000000:\t00100513\taddi\ta0,zero,1\n    80000004:\tffdff06f\tjal\tzero,80000000 <_start>\n"));
        Assert.That(Assert.Throws<InputException>(() => listing.Symbol(text, "_strat"))!.Message, Does.Contain("did you mean '_start'?"));
        Assert.That(Assert.Throws<InputException>(() => listing.Range(text, 0, 8))!.Message, Does.Contain("nothing of it lies in 0x0..0x8"));
    }

    [Test]
    [Category("External")]
    public void Binutils_say_the_same()
    {
        Sim.Kernel.Random.RandomStream draw = new Sim.Kernel.Random.RandomStreams(2)["operands"];
        List<uint> words = [];
        foreach (Instruction instruction in InstructionSet.All.Where(instruction => !Strange.Contains(instruction.Name)))
        {
            for (int i = 0; i < 20; i++)
            {
                uint bits = instruction.Encoding.Match | ((uint)draw.NextInt(1L << 32) & ~instruction.Encoding.Mask);
                words.AddRange(InstructionSet.Find(bits, HartOptions.AllExtensions) == instruction ? [bits] : []);
            }
        }

        string source = Tool.File("all.s", string.Join('\n', words.Select(word => string.Create(CultureInfo.InvariantCulture, $".insn 4, 0x{word:x8}"))) + "\n");
        Tool.Run("riscv64-unknown-elf-as", "binutils-riscv64-unknown-elf", "-march=" + March, source, "-o", "all.o");
        string[] theirs = [.. Tool.Run("riscv64-unknown-elf-objdump", "binutils-riscv64-unknown-elf", "-d", "-M", "no-aliases", "all.o")
            .Split('\n').Where(line => line.Contains(":\t", StringComparison.Ordinal))];
        Assert.That(theirs, Has.Length.EqualTo(words.Count));
        List<string> differences = [];
        for (int i = 0; i < words.Count; i++)
        {
            string their = Plain(theirs[i].Split('\t', 3)[2]);
            string our = Plain(All.Text(words[i], 4 * (ulong)i));
            if (our != their && !their.StartsWith(".4byte", StringComparison.Ordinal) && !their.StartsWith("0x", StringComparison.Ordinal))
            {
                differences.Add($"{words[i]:x8}: '{our}', binutils say '{their}'");
            }
        }

        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(40)));
    }

    // Labels, comments and the names of CSRs that either side does not know are left out of the comparison.
    private static string Plain(string text)
    {
        string plain = text.Split(" #")[0].Split(" <")[0].Trim().Replace('\t', ' ');
        return plain.StartsWith("csrr", StringComparison.Ordinal) ? string.Join(',', plain.Split(',').Where((_, i) => i != 1)) : plain;
    }
}
