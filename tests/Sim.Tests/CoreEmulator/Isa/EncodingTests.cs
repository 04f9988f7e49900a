using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>The rows of the instruction tables fit together, and each its form.</summary>
internal sealed class EncodingTests
{
    /// <summary>Whatever the extensions: of two rows that share bits one is a special case, which is tried first.</summary>
    [Test]
    public void Rows_overlap_only_as_special_cases()
    {
        List<string> overlaps = [];
        foreach (Instruction special in InstructionSet.All)
        {
            foreach (Instruction general in InstructionSet.All.Where(other => other != special && Overlap(special.Encoding, other.Encoding)))
            {
                bool isSpecial = (special.Encoding.Mask & general.Encoding.Mask) == general.Encoding.Mask && special.Encoding.Fixed > general.Encoding.Fixed;
                bool isGeneral = (special.Encoding.Mask & general.Encoding.Mask) == special.Encoding.Mask && general.Encoding.Fixed > special.Encoding.Fixed;
                Assert.That(isSpecial || isGeneral, $"{special.Name} and {general.Name}");
                if (isSpecial)
                {
                    overlaps.Add($"{special.Name} of {general.Name}");
                }
            }
        }

        Assert.That(overlaps, Is.EqualTo(new[] { "zext.h of packw" }));
    }

    [Test]
    public void Every_instruction_is_found_by_its_own_bits()
    {
        foreach (Instruction instruction in InstructionSet.All)
        {
            Encoding encoding = instruction.Encoding;
            Assert.That(encoding.Match & ~encoding.Mask, Is.Zero, instruction.Name);
            Assert.That(encoding.Match & 3, Is.EqualTo(3), instruction.Name);
            foreach (Extensions needed in Alternatives(instruction.Requires))
            {
                Assert.That(InstructionSet.Find(encoding.Match, needed | instruction.RequiresToo), Is.SameAs(instruction), $"{instruction.Name} with {needed}");
            }

            // Rounding modes 5 and 6 are reserved.
            uint others = ~encoding.Mask & (encoding.HasRoundingMode ? ~0x7000u : ~0u);
            Assert.That(InstructionSet.Find(encoding.Match | others, HartOptions.AllExtensions), Is.SameAs(instruction), $"{instruction.Name}, other bits set");
        }
    }

    /// <summary>Without an extension's instructions nothing else takes their bits, but for packw of Zbkb with x0, which is zext.h of Zbb.</summary>
    [Test]
    public void No_instruction_is_found_without_its_extensions()
    {
        foreach (Instruction instruction in InstructionSet.All)
        {
            string? other = instruction.Name switch { "zext.h" => "packw", "packw" => "zext.h", _ => null };
            Assert.That(InstructionSet.Find(instruction.Encoding.Match, HartOptions.AllExtensions & ~instruction.Requires)?.Name, Is.EqualTo(other), instruction.Name);
            foreach (Extensions needed in Alternatives(instruction.RequiresToo))
            {
                Assert.That(InstructionSet.Find(instruction.Encoding.Match, HartOptions.AllExtensions & ~needed), Is.Null, instruction.Name);
            }
        }
    }

    [Test]
    public void No_name_and_no_row_is_there_twice()
    {
        Assert.That(InstructionSet.All.Select(instruction => instruction.Name), Is.Unique);
        Assert.That(InstructionSet.All.Select(instruction => (instruction.Encoding.Mask, instruction.Encoding.Match)), Is.Unique);
        Assert.That(InstructionSet.All.Select(instruction => instruction.Number), Is.EqualTo(Enumerable.Range(0, InstructionSet.All.Count)));
    }

    [Test]
    public void Forms_have_the_fields_of_their_rows()
    {
        foreach (Instruction instruction in InstructionSet.All)
        {
            string fields = string.Join(' ', instruction.Encoding.Row.Split(' ').Where(token => token[0] is not ('0' or '1')));
            Assert.That(fields, Does.Match($"^(?:{FieldsOf(instruction.Form)})$"), $"{instruction.Name}, {instruction.Form}");
            bool isUnsigned = instruction.Form is Form.Shift or Form.Csr or Form.CsrImmediate;
            Assert.That(instruction.Encoding.IsUnsigned, Is.EqualTo(isUnsigned), instruction.Name);
        }
    }

    private static bool Overlap(Encoding one, Encoding other) => ((one.Match ^ other.Match) & one.Mask & other.Mask) == 0;

    private static IEnumerable<Extensions> Alternatives(Extensions any) =>
        Enum.GetValues<Extensions>().Where(one => one != Extensions.None && one != Extensions.G && any.HasFlag(one));

    // As regular expressions, in the order of the row.
    private static string FieldsOf(Form form) => form switch
    {
        Form.RegReg or Form.FloatCompare => "rs2 rs1 rd",
        Form.RegImm or Form.JumpRegister or Form.Load or Form.FloatLoad => Regex.Escape("imm[11:0] rs1 rd"),
        Form.Shift => @"shamt\[[45]:0\] rs1 rd",
        Form.Reg or Form.HypervisorLoad => "rs1 rd",
        Form.LoadUpper or Form.AddUpperToPc => Regex.Escape("imm[31:12] rd"),
        Form.Branch => Regex.Escape("imm[12|10:5] rs2 rs1 imm[4:1|11]"),
        Form.Jump => Regex.Escape("imm[20|10:1|11|19:12] rd"),
        Form.Store or Form.FloatStore => Regex.Escape("imm[11:5] rs2 rs1 imm[4:0]"),
        Form.LoadReserved => "aq rl rs1 rd",
        Form.StoreConditional or Form.Amo => "aq rl rs2 rs1 rd",
        Form.FloatTernary => "rs3 rs2 rs1 rm rd",
        Form.FloatBinary => "rs2 rs1(?: rm)? rd", // sign injection and extremes round nothing
        Form.FloatUnary => "rs1 rm rd",
        Form.FloatToInteger or Form.IntegerToFloat => "rs1(?: rm)? rd", // nor do moves and fclass
        Form.Csr => "csr rs1 rd",
        Form.CsrImmediate => "csr uimm rd",
        Form.Fence => "fm pred succ rs1 rd",
        Form.Prefetch => Regex.Escape("imm[11:5] rs1"),
        Form.CacheBlock => "rs1",
        Form.Bare => @"|imm\[11:0\] rs1 rd", // of fence.i they are there to be ignored
        Form.TranslationFence or Form.HypervisorStore => "rs2 rs1",
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };
}
