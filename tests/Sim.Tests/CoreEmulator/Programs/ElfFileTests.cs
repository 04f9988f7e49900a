using System;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;
using Sim.Kernel.Random;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Programs;

/// <summary>What is refused, in one sentence; and that nothing else ever comes out of a broken file.</summary>
internal sealed class ElfFileTests
{
    private static readonly byte[] Whole = new Assembled { Arch = "rv64i2p1_m2p0_zicsr2p0" }.Words(Asm.Addi(10, 0, 1), Asm.Jal(0, 0)).ToArray();

    [Test]
    public void A_whole_file_is_read()
    {
        ElfFile file = ElfFile.Read("a", Whole);
        Assert.That(file.Header.Entry, Is.EqualTo(Assembled.Start));
        Assert.That(file.Segments, Has.Count.EqualTo(1));
        Assert.That(file.Segments[0].Bytes.Length, Is.EqualTo(8));
        Assert.That(file.Symbols.Find("tohost")?.Address, Is.EqualTo(Assembled.ToHost));
        Assert.That(file.Symbols.Name(Assembled.Start + 6), Is.EqualTo("_start+0x6"));
        Assert.That(file.Attributes, Is.EqualTo("rv64i2p1_m2p0_zicsr2p0"));
    }

    [TestCase(0, 0, "a: not an ELF file")]
    [TestCase(4, 1, "a: an ELF file of 32 bits")]
    [TestCase(5, 2, "a: a big-endian ELF file")]
    [TestCase(18, 62, "a: an ELF file for machine 62 (x86-64)")]
    [TestCase(16, 1, "a: an object file that was not linked")]
    [TestCase(48, 8, "a: compiled for RV64E")]
    [TestCase(39, 1, "a: truncated: program header 0")]
    [TestCase(47, 1, "a: truncated: section header")]
    [TestCase(64 + 15, 1, "a: truncated: segment 0")]
    [TestCase(64 + 40, 0, "a: segment 0 has 8 bytes in the file but takes only")]
    public void What_is_wrong_is_said(int at, byte value, string message)
    {
        byte[] bytes = [.. Whole];
        bytes[at] = value;
        if (at == 64 + 40)
        {
            bytes.AsSpan(64 + 40, 8).Clear();
            bytes[64 + 40] = 4;
        }

        InputException fault = Assert.Throws<InputException>(() => ElfFile.Read("a", bytes))!;
        Assert.That(fault.Errors, Has.Count.EqualTo(1));
        Assert.That(fault.Errors[0].ToString(), Does.StartWith(message));
    }

    [Test]
    public void Every_truncation_is_refused_or_read()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Try(Whole[..length]);
        }
    }

    [Test]
    public void Mutations_never_escape()
    {
        RandomStream draw = new RandomStreams(7)["mutations"];
        for (int i = 0; i < 30_000; i++)
        {
            byte[] bytes = [.. Whole];
            for (long n = 1 + draw.NextInt(4); n > 0; n--)
            {
                // Mostly headers: the code's bytes mean nothing here.
                int at = (int)(draw.NextBool(0.5) ? draw.NextInt(120) : draw.NextBool(0.9) ? 0x1008 + draw.NextInt(bytes.Length - 0x1008) : draw.NextInt(bytes.Length));
                bytes[at] = draw.NextBool(0.3) ? (byte)255 : (byte)draw.NextInt(256);
            }

            Try(bytes);
        }
    }

    [Test]
    public void Segments_outside_of_memory_and_over_devices_are_refused()
    {
        Assert.That(Refused(new Assembled { At = 0xC00_0000 }), Does.Contain("overlaps the device plic"));
        Assert.That(Refused(new Assembled { At = 0x4000_0000 }), Does.Contain("lies outside of main memory"));
        Assert.That(Refused(new Assembled { Size = 1UL << 40 }), Does.Contain("lies outside of main memory"));
        Assert.That(Refused(new Assembled { At = ulong.MaxValue - 0x10000 }), Does.Contain("lies outside of main memory"));
    }

    [Test]
    public void Extensions_that_are_switched_off_are_named()
    {
        MachineOptions options = new() { Memory = 1 << 20, Extensions = IsaString.Parse("rv64i", "--isa") };
        InputException fault = Assert.Throws<InputException>(() => new Machine(ElfFile.Read("a", Whole), options).Dispose())!;
        Assert.That(fault.Message, Is.EqualTo("a: needs M, which --isa rv64i_zicsr switches off"));
        fault = Assert.Throws<InputException>(() => new Machine(new Assembled { Arch = "rv64i2p1_v1p0" }.Program(), options).Dispose())!;
        Assert.That(fault.Message, Does.Contain("Sim has no v"));
    }

    private static string Refused(Assembled program)
    {
        return Assert.Throws<InputException>(() => new Machine(program.Words(Asm.Addi(0, 0, 0)).Program(), new MachineOptions { Memory = 1 << 20 }).Dispose())!.Message;
    }

    private static void Try(byte[] bytes)
    {
        try
        {
            ElfFile file = ElfFile.Read("a", bytes);
            _ = LinuxProcess.Is(file) ? Placement.PlaceLinux(file, new MachineOptions()) : Placement.Place(file, new MachineOptions { Memory = 1 << 20 });
            _ = file.Symbols.All.Select(symbol => file.Symbols.Name(symbol.Address)).Count();
        }
        catch (InputException fault)
        {
            Assert.That(fault.Errors, Has.Count.EqualTo(1));
            Assert.That(fault.Message, Does.Not.Contain("\n"));
        }
    }
}
