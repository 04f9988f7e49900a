using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.Cli;

/// <summary><c>sim core</c>: what it exits with, and what it leaves.</summary>
internal sealed class CoreCommandTests
{
    private static Assembled Counting => new Assembled().Words(
        [Asm.Addi(Asm.A0, 0, 1000), Asm.Addi(Asm.A0, Asm.A0, -1), Asm.Bne(Asm.A0, 0, -4), Asm.Addi(Asm.A0, 0, 1), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]);

    [TestCase(1, 0, "")]
    [TestCase(15, 1, "test 7 failed\n")]
    public void Success_and_failure_by_tohost(int value, int code, string message)
    {
        string file = Program("tohost", new Assembled().Words([Asm.Addi(Asm.A0, 0, value), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]));
        (int found, _, string error) = CommandLine.Sim("core", "run", file);
        Assert.That((found, error), Is.EqualTo((code, message)));
    }

    [Test]
    public void A_failure_names_the_last_exception()
    {
        const uint Mtvec = 0x305;
        const uint Hgatp = 0x680;
        string file = Program("handled", new Assembled().Words(
            [Asm.Auipc(5, 0), Asm.Addi(5, 5, 16), Asm.Csrrw(0, Mtvec, 5), Asm.Csrrw(0, Hgatp, 0), Asm.Addi(Asm.A0, 0, 15), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]));
        Assert.That(CommandLine.Sim("core", "run", file).Error, Is.EqualTo("test 7 failed\n"), "with H there is no exception");
        (int code, _, string error) = CommandLine.Sim("core", "run", file, "--isa", "rv64imac_zicsr");
        Assert.That((code, error), Is.EqualTo(
            (1, "test 7 failed; the last exception: IllegalInstruction at 0x8000000c (_start+0xc): csrrw zero,0x680,zero (machine: rv64imac_zicsr)\n")));
    }

    [Test]
    public void A_linux_program_has_its_own_code()
    {
        string file = Program("linux", new Assembled { HasToHost = false, At = 0x10000 }.Words(Asm.Ld(Asm.A0, 2, 0), Asm.Addi(17, 0, 93), Asm.Ecall));
        Assert.That(CommandLine.Sim("core", "run", file, "--args", "a \"b c\"", "--", "--d").Code, Is.EqualTo(4));
        Assert.That(CommandLine.Sim("core", "run", file, "a", "b").Code, Is.EqualTo(3));
    }

    [Test]
    public void What_does_not_end_is_bad_input()
    {
        string file = Program("endless", new Assembled().Words(Asm.Jal(0, 0)));
        Assert.That(CommandLine.Sim("core", "run", file), Is.EqualTo(
            (2, "", $"sim: {file}: the program never ends: at 0x80000000 (_start) it jumps to itself, and no interrupt is to come\n".Replace(CommandLine.Folder, "DIR", System.StringComparison.Ordinal))));
        string counting = Program("counting", Counting);
        (int code, _, string error) = CommandLine.Sim("core", "run", counting, "--max-instructions", "100");
        Assert.That((code, error), Is.EqualTo((2, "sim: DIR/counting.elf: stopped after 100 instructions at 0x80000008 (_start+0x8)\n")));
    }

    [Test]
    public void A_checkpoint_is_gone_on_from()
    {
        string file = Program("counting", Counting);
        string checkpoint = CommandLine.At("counting.checkpoint");
        Assert.That(CommandLine.Sim("core", "run", file, "--max-instructions", "100", "--checkpoint", checkpoint).Code, Is.Zero);
        Assert.That(CommandLine.Sim("core", "run", file, "--resume", checkpoint).Code, Is.Zero);
        Assert.That(CommandLine.Sim("core", "run", file, "--resume", file).Error, Is.EqualTo("sim: DIR/counting.elf: not a checkpoint of sim core run, or cut off\n"));
        Assert.That(Directory.GetFiles(CommandLine.Folder, "*.part"), Is.Empty);
    }

    [Test]
    public void Traces_and_numbers()
    {
        string file = Program("counting", Counting);
        string trace = CommandLine.At("counting.log");
        (int code, _, string error) = CommandLine.Sim("core", "run", file, "--trace", trace, "--json");
        Assert.That(code, Is.Zero);
        Assert.That(File.ReadLines(trace).First(), Is.EqualTo("core   0: 3 0x0000000080000000 (0x3e800513) x10 0x00000000000003e8"));
        Assert.That(File.ReadLines(trace).Last(), Is.EqualTo("core   0: 3 0x0000000080000018 (0x00a33023) mem 0x0000000080002000 0x0000000000000001"));
        using JsonDocument json = JsonDocument.Parse(error);
        Assert.That(json.RootElement.GetProperty("end").GetString(), Is.EqualTo("passed"));
        Assert.That(json.RootElement.GetProperty("instructions").GetInt64(), Is.EqualTo(2005));
        string stats = CommandLine.Sim("core", "run", file, "--stats").Error;
        Assert.That(stats, Does.Contain("instructions  2005\n").And.Contain("RegImm").And.Contain("MIPS"));
    }

    [Test]
    public void Files_that_cannot_be_written_are_told_before_the_run()
    {
        string missing = CommandLine.At("nowhere/x");
        (int code, _, string error) = CommandLine.Sim("core", "run", Program("endless", new Assembled().Words(Asm.Jal(0, 0))), "--core", "rocket", "--csv", missing, "--signature", missing);
        Assert.That((code, error), Is.EqualTo((2, "sim: DIR/nowhere/x: there is no folder DIR/nowhere; make it first\nsim: DIR/nowhere/x: there is no folder DIR/nowhere; make it first\nsim: 2 faults; nothing was run\n")));
        Assert.That(CommandLine.Sim("core", "calibrate", "--core", "rocket", "--out", missing).Error, Is.EqualTo("sim: DIR/nowhere/x: there is no folder DIR/nowhere; make it first\n"));
    }

    [Test]
    public void A_listing()
    {
        (int code, string text, _) = CommandLine.Sim("core", "disasm", Program("counting", Counting), "--from", "80000004", "--to", "0x8000000c");
        Assert.That((code, text), Is.EqualTo((0, "    80000004:\tfff50513\taddi\ta0,a0,-1\n    80000008:\tfe051ee3\tbne\ta0,zero,80000004 <_start+0x4>\n")));
    }

    private static string Program(string name, Assembled program)
    {
        string path = CommandLine.At(name + ".elf");
        File.WriteAllBytes(path, program.ToArray());
        return path;
    }
}
