using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>The same words are instructions for us and for GNU objdump, under the same names and with the same immediates.</summary>
[Category("External")]
internal sealed class ObjdumpTests
{
    private const string Tools = "/usr/bin/riscv64-unknown-elf-";

    /// <summary>What binutils 2.40 knows of ours: neither Zicond nor Zcb.</summary>
    private const Extensions Known = HartOptions.AllExtensions & ~(Extensions.Zicond | Extensions.Zcb);

    private const string Architecture = "rv64gch_zba_zbb_zbc_zbs_zbkb_zbkx_zfh_zicbom_zicbop_zicboz_svinval_zihintpause";

    /// <summary>What objdump's names of compressed instructions expand to; c.slli64 and its like are shifts by 0, which are hints.</summary>
    private static readonly Dictionary<string, string> Expansions = new(StringComparer.Ordinal)
    {
        ["c.add"] = "add",
        ["c.addi"] = "addi",
        ["c.addi16sp"] = "addi",
        ["c.addi4spn"] = "addi",
        ["c.addiw"] = "addiw",
        ["c.addw"] = "addw",
        ["c.and"] = "and",
        ["c.andi"] = "andi",
        ["c.beqz"] = "beq",
        ["c.bnez"] = "bne",
        ["c.ebreak"] = "ebreak",
        ["c.fld"] = "fld",
        ["c.fldsp"] = "fld",
        ["c.fsd"] = "fsd",
        ["c.fsdsp"] = "fsd",
        ["c.j"] = "jal",
        ["c.jalr"] = "jalr",
        ["c.jr"] = "jalr",
        ["c.ld"] = "ld",
        ["c.ldsp"] = "ld",
        ["c.li"] = "addi",
        ["c.lui"] = "lui",
        ["c.lw"] = "lw",
        ["c.lwsp"] = "lw",
        ["c.mv"] = "add",
        ["c.or"] = "or",
        ["c.sd"] = "sd",
        ["c.sdsp"] = "sd",
        ["c.slli"] = "slli",
        ["c.slli64"] = "slli",
        ["c.srai"] = "srai",
        ["c.srai64"] = "srai",
        ["c.srli"] = "srli",
        ["c.srli64"] = "srli",
        ["c.sub"] = "sub",
        ["c.subw"] = "subw",
        ["c.sw"] = "sw",
        ["c.swsp"] = "sw",
        ["c.xor"] = "xor",
    };

    private ulong _random = 0xB17;

    [Test]
    public void All_parcels()
    {
        uint[] parcels = [.. Enumerable.Range(0, 0x10000).Where(parcel => (parcel & 3) != 3).Select(parcel => (uint)parcel)];
        byte[] code = [.. parcels.SelectMany(parcel => BitConverter.GetBytes((ushort)parcel))];
        AssertSame(parcels, code, bytes: 2);
    }

    [Test]
    public void Random_words()
    {
        // Five ones at the end begin an instruction of more than 32 bits, which objdump would take more for.
        uint[] rare = [0x0100_000F, 0x8330_000F, 0x7B20_0073]; // pause, fence.tso, dret
        IEnumerable<uint> random = Enumerable.Range(0, 2_500_000).Select(i => i % 2 == 0 ? Next() | 3 : Flipped());
        uint[] words = [.. rare, .. random.Where(word => (word & 3) == 3 && (word & 31) != 31)];
        byte[] code = new byte[words.Length * 4];
        Buffer.BlockCopy(words, 0, code, 0, code.Length);
        AssertSame(words, code, bytes: 4);
    }

    private static void AssertSame(uint[] encodings, byte[] code, int bytes)
    {
        SortedDictionary<string, string> differences = new(StringComparer.Ordinal);
        int next = 0;
        foreach (string[] line in Disassembly(code))
        {
            uint bits = uint.Parse(line[1].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.That(bits, Is.EqualTo(encodings[next]));
            string? difference = Difference(bits, line[2], line.Length > 3 ? line[3] : "", (long)next * bytes);
            if (difference is not null)
            {
                differences.TryAdd(difference, $"{bits:x8}");
            }

            next++;
        }

        Assert.That(next, Is.EqualTo(encodings.Length));
        TestContext.Out.WriteLine($"{next} encodings");
        Assert.That(string.Join('\n', differences.Select(pair => $"{pair.Key}: {pair.Value}")), Is.Empty);
    }

    private static string? Difference(uint bits, string mnemonic, string operands, long address)
    {
        uint expanded = bits;
        bool isThere = (bits & 3) == 3 || Compressed.TryExpand((ushort)(bits & 0xFFFF), Known, out expanded);
        Instruction? found = isThere ? InstructionSet.Find(expanded, Known) : null;
        string? theirs = mnemonic.StartsWith('.') ? null : WithoutOrder(mnemonic, bits);
        theirs = Expansions.GetValueOrDefault(theirs ?? "", theirs!);
        if (found?.Name != theirs)
        {
            return IsExplained(bits, found?.Name, theirs, operands) ? null : $"{found?.Name ?? "none"} here, {theirs ?? "none"} there";
        }

        long? immediate = found is null ? null : Immediate(found.Form, operands.Split(' ')[0], address);
        return immediate is null || immediate == found!.Encoding.Immediate(expanded) ? null : $"{theirs} {operands} there";
    }

    private static bool IsExplained(uint bits, string? ours, string? theirs, string operands)
    {
        bool hasOtherFenceFields = (bits & 0xF00F_8F80) != 0;
        return (ours, theirs) switch
        {
            // Rounding modes 5 and 6 are reserved: illegal here, "unknown" there.
            (null, not null) when operands.EndsWith(",unknown", StringComparison.Ordinal) => true,

            // Conversions that are exact: the manual has them ignore rm (but for reserved ones); there only rm 000 is known.
            ("fcvt.d.h" or "fcvt.d.s" or "fcvt.d.w" or "fcvt.d.wu" or "fcvt.s.h", null) => (bits >> 12 & 7) is not (0 or 5 or 6),

            // "Base implementations shall ignore" the other fields of fences; there they must be 0, fence.tso and pause apart.
            ("fence", null) => hasOtherFenceFields,
            ("fence.i", null) => (bits & 0xFFFF_8F80) != 0,
            ("fence", "fence.tso") => bits == 0x8330_000F,
            ("fence", "pause") => bits == 0x0100_000F,

            // Prefetches are hints: oris of x0.
            ("ori", "prefetch.i" or "prefetch.r" or "prefetch.w") => (bits >> 7 & 31) == 0,

            // Gone from the privileged manual: sfence.vm and hret after version 1.9, uret with the N extension. dret is of debug mode only.
            (null, "sfence.vm" or "hret" or "uret" or "dret") => true,

            // All zeros are defined as illegal, c.addi16sp without immediate is reserved.
            (null, "c.unimp") => bits == 0,
            (null, "addi") => bits == 0x6101,
            _ => false,
        };
    }

    // Targets are shown as addresses, upper immediates as 20 bits. Null where none is shown.
    private static long? Immediate(Form form, string operands, long address)
    {
        string last = operands.Split(',')[^1];
        return form switch
        {
            Form.Branch or Form.Jump => Hexadecimal("0x" + last) - address,
            Form.Load or Form.Store or Form.FloatLoad or Form.FloatStore or Form.JumpRegister =>
                last.Contains('(', StringComparison.Ordinal) ? long.Parse(last.Split('(')[0], CultureInfo.InvariantCulture) : null,
            Form.RegImm => long.Parse(last, CultureInfo.InvariantCulture),
            Form.Shift => last.StartsWith("0x", StringComparison.Ordinal) ? Hexadecimal(last) : null,
            Form.LoadUpper or Form.AddUpperToPc => (Hexadecimal(last) << 44) >> 32,
            _ => null,
        };
    }

    private static long Hexadecimal(string text) => long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // Of AMOs objdump's mnemonic has the aq and rl bits.
    private static string WithoutOrder(string mnemonic, uint bits)
    {
        string suffix = (bits >> 25 & 3) switch
        {
            1 => ".rl",
            2 => ".aq",
            3 => ".aqrl",
            _ => "",
        };
        return (bits & 0x7F) == 0b0101111 && mnemonic.EndsWith(suffix, StringComparison.Ordinal) ? mnemonic[..^suffix.Length] : mnemonic;
    }

    private static IEnumerable<string[]> Disassembly(byte[] code)
    {
        string folder = Directory.CreateTempSubdirectory("sim-objdump-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "code"), code);
            File.WriteAllText(Path.Combine(folder, "code.s"), ".incbin \"code\"\n");
            Assert.That(Lines(folder, "as", "-march=" + Architecture, "code.s", "-o", "code.o"), Is.Empty);
            foreach (string line in Lines(folder, "objdump", "-D", "-z", "-j", ".text", "-M", "no-aliases,numeric", "code.o"))
            {
                string[] columns = line.Split('\t');
                if (columns.Length > 2)
                {
                    yield return columns;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Lines(string folder, string tool, params string[] arguments)
    {
        if (!File.Exists(Tools + tool))
        {
            Assert.That(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), Is.Not.EqualTo("1"), $"riscv64-unknown-elf-{tool} is missing");
            Assert.Ignore($"riscv64-unknown-elf-{tool} is not here; Debian's package is binutils-riscv64-unknown-elf");
        }

        ProcessStartInfo start = new(Tools + tool, arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder };
        using Process process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            yield return line;
        }

        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, tool);
    }

    // An instruction with any operands and none, one or two bits flipped.
    private uint Flipped()
    {
        Encoding encoding = InstructionSet.All[(int)(Next() % InstructionSet.All.Count)].Encoding;
        uint word = (Next() & ~encoding.Mask) | encoding.Match;
        uint random = Next();
        return (random & 1) == 0 ? word : word ^ (1u << (int)(random >> 1 & 31) | 1u << (int)(random >> 6 & 31));
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
}
