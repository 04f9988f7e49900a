using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.Kernel;

namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>How runs end, and that time, turns and checkpoints change nothing that a program could see.</summary>
internal sealed class MachineTests
{
    // Sets a machine timer 1000 ticks ahead, waits for it a number of times, then reports success.
    private static Assembled Ticking => new Assembled().Words(
        [
            Asm.Auipc(Asm.T0, 0), Asm.Addi(Asm.T0, Asm.T0, 0x100), Asm.Csrrw(0, 0x305, Asm.T0),
            Asm.Addi(Asm.T2, 0, 5),
            Asm.Addi(Asm.T0, 0, 128), Asm.Csrrs(0, 0x304, Asm.T0), Asm.Addi(Asm.T0, 0, 8), Asm.Csrrs(0, 0x300, Asm.T0),
            Asm.Jal(1, 0x100 - 32),
            Asm.Wfi, Asm.Bne(Asm.T2, 0, -4), Asm.Addi(Asm.A0, 0, 1),
            .. Asm.Tell(Asm.A0), Asm.Jal(0, 0),
            .. Enumerable.Repeat(Asm.Addi(0, 0, 0), (0x100 / 4) - 16),

            // The handler: mtimecmp = mtime + 1000, one less to go. The first call comes as a call.
            Asm.Lui(28, 0x200C), Asm.Ld(29, 28, -8), Asm.Addi(29, 29, 1000), Asm.Lui(28, 0x2004), Asm.Sd(29, 28, 0),
            Asm.Csrrs(30, 0x342, 0), Asm.Bne(30, 0, 8), Asm.Jal(0, 12),
            Asm.Addi(Asm.T2, Asm.T2, -1), Asm.Mret,
            0x00008067,
        ]);

    private static Assembled Reporting(int value) => new Assembled().Words([Asm.Addi(Asm.A0, 0, value), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]);

    [TestCase(1, RunEnd.Passed, "")]
    [TestCase(15, RunEnd.Failed, "test 7 failed")]
    public void The_program_says_how_it_went(int value, RunEnd end, string message)
    {
        RunOutcome outcome = Trial.Run(Reporting(value), Trial.Options).Outcome;
        Assert.That((outcome.End, outcome.Message), Is.EqualTo((end, message)));
    }

    [Test]
    public void Characters_by_tohost_are_printed()
    {
        Assembled program = new Assembled().Words(
            [Asm.Addi(Asm.A0, 0, 0x101), Asm.Slli(Asm.A0, Asm.A0, 48), Asm.Addi(Asm.A1, Asm.A0, 'H'), .. Asm.Tell(Asm.A1), Asm.Addi(Asm.A0, 0, 1), .. Asm.Tell(Asm.A0)]);
        (RunOutcome outcome, string printed) = Trial.Run(program, Trial.Options);
        Assert.That(printed, Is.EqualTo("H"));
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed));
    }

    [TestCase(0x5555u, RunEnd.Passed, 0)]
    [TestCase(0x3333u, RunEnd.Exited, 1)]
    [TestCase(0x53333u, RunEnd.Exited, 5)]
    public void The_finisher_ends_a_run(uint value, RunEnd end, int code)
    {
        Assembled program = new Assembled { HasToHost = false }.Words(
            Asm.Lui(Asm.A0, (value + 0x800) >> 12), Asm.Addi(Asm.A0, Asm.A0, unchecked((int)(value << 20)) >> 20), Asm.Lui(Asm.A1, 0x100), Asm.Sw(Asm.A0, Asm.A1, 0));
        RunOutcome outcome = Trial.Run(program, Trial.Options).Outcome;
        Assert.That((outcome.End, outcome.Code), Is.EqualTo((end, code)));
    }

    [Test]
    public void Whatever_never_ends_is_named_with_its_place()
    {
        Assert.That(Trial.Run(new Assembled().Words(Asm.Jal(0, 0)), Trial.Options).Outcome.Message,
            Is.EqualTo("the program never ends: at 0x80000000 (_start) it jumps to itself, and no interrupt is to come"));
        Assert.That(Trial.Run(new Assembled().Words(Asm.Wfi, Asm.Jal(0, -4)), Trial.Options).Outcome.Message,
            Is.EqualTo("the program never ends: at 0x80000004 (_start+0x4) it waits for an interrupt, and none is to come"));
        Assert.That(Trial.Run(new Assembled().Words(0), Trial.Options).Outcome.End, Is.EqualTo(RunEnd.Deadlock));
        RunOutcome endless = Trial.Run(new Assembled().Words(Asm.Addi(0, 0, 0), Asm.Jal(0, -4)), Trial.Options with { Watchdog = 3_000_000 }).Outcome;
        Assert.That(endless.End, Is.EqualTo(RunEnd.Watchdog));
        Assert.That(endless.Message, Does.Contain("0x8000000").And.Contain("--watchdog"));
        RunOutcome limited = Trial.Run(new Assembled().Words(Asm.Addi(0, 0, 0), Asm.Jal(0, -4)), Trial.Options, 1001).Outcome;
        Assert.That(limited.Message, Is.EqualTo("stopped after 1001 instructions at 0x80000004 (_start+0x4)"));
    }

    [Test]
    public void Waiting_for_a_timer_takes_no_instructions()
    {
        using Machine machine = new(Ticking.Program(), Trial.Options);
        Assert.That(machine.Run(10_000).End, Is.EqualTo(RunEnd.Passed));
        Assert.That(machine.Harts[0].IdleCycles, Is.GreaterThan(4 * 100_000UL));
        Assert.That(machine.Steps, Is.LessThan(200UL));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_run_saved_in_the_middle_ends_as_one_that_was_not(bool translates)
    {
        MachineOptions options = Trial.Options with { Translates = translates };
        byte[] whole = Final(options, []);
        using Machine uncut = new(Ticking.Program(), options);
        uncut.Run(100_000);
        Assert.That(uncut.Steps, Is.GreaterThan(50UL));
        for (ulong cut = 1; cut < uncut.Steps; cut += 7)
        {
            Assert.That(Final(options, [cut]), Is.EqualTo(whole), $"cut at {cut}");
        }

        Assert.That(Final(options, [3, 20, 41]), Is.EqualTo(whole));
    }

    [Test]
    public void Harts_take_turns_the_same_way_however_a_run_is_cut()
    {
        // Both harts add to a word with amoadd until it is large; hart 0 then tells the sum of what it saw.
        MachineOptions options = Trial.Options with { Harts = 2 };
        Assembled program = new Assembled().Words(
            [
                Asm.Auipc(Asm.T0, 3), Asm.Addi(Asm.T2, 0, 1), Asm.Lui(28, 20),
                0x0072B52F, Asm.Add(29, 29, Asm.A0), (28u << 20) | (Asm.A0 << 15) | 0x4063 | 0xFE000C80, Asm.Csrrs(30, 0xF14, 0), Asm.Bne(30, 0, 0),
                Asm.Slli(29, 29, 1), Asm.Addi(29, 29, 1), .. Asm.Tell(29), Asm.Jal(0, 0),
            ]);
        int code = Trial.Run(program, options).Outcome.Code;
        Assert.That(code, Is.Not.Zero);
        using Machine machine = new(program.Program(), options);
        RunOutcome? outcome = null;
        ulong steps = 1;
        while (outcome is null)
        {
            outcome = machine.RunQuietly(steps);
            steps = (steps * 7 % 1009) + 1;
        }

        Assert.That(outcome.Code, Is.EqualTo(code));
    }

    [Test]
    public void Damaged_and_foreign_checkpoints_are_refused()
    {
        using Machine machine = new(Ticking.Program(), Trial.Options);
        machine.Run(20);
        byte[] bytes = Saved(machine);
        Assert.That(Refused(machine, []), Does.StartWith("f: not a checkpoint"));
        Assert.That(Refused(machine, bytes[..^1]), Does.StartWith("f: a damaged checkpoint"));
        for (int at = 0; at < bytes.Length; at += 97)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 1;
            Assert.That(Refused(machine, damaged), Does.StartWith("f: "));
        }

        using Machine other = new(Reporting(1).Program(), Trial.Options);
        Assert.That(Refused(other, bytes), Is.EqualTo("f: made with another program"));
        using Machine larger = new(Ticking.Program(), Trial.Options with { Memory = 2 << 20 });
        Assert.That(Refused(larger, bytes), Is.EqualTo("f: made with 1 MiB of memory, not 2"));
    }

    [Test]
    public void The_uart_prints_and_gives_what_is_typed()
    {
        // Echoes until the input is used up, polling the line status.
        Assembled program = new Assembled { HasToHost = false }.Words(
            Asm.Lui(Asm.T0, 0x10000), Asm.Load(Asm.A0, Asm.T0, 0, 4), Asm.Load(Asm.A1, Asm.T0, 5, 4), Asm.Sb(Asm.A0, Asm.T0, 0),
            Asm.Addi(Asm.T1, Asm.A1, -0x60), Asm.Bne(Asm.T1, 0, -16), Asm.Lui(Asm.A1, 0x100), Asm.Lui(Asm.A0, 5), Asm.Addi(Asm.A0, Asm.A0, 0x555), Asm.Sw(Asm.A0, Asm.A1, 0));
        (RunOutcome outcome, string printed) = Trial.Run(program, Trial.Options, typed: "typed");
        Assert.That(printed, Is.EqualTo("typed"));
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed));
    }

    private static byte[] Final(MachineOptions options, ulong[] cuts)
    {
        Machine machine = new(Ticking.Program(), options);
        try
        {
            ulong done = 0;
            foreach (ulong cut in cuts)
            {
                machine.Run(cut - done);
                done = cut;
                byte[] saved = Saved(machine);
                machine.Dispose();
                machine = new Machine(Ticking.Program(), options);
                machine.Restore("f", saved);
            }

            Assert.That(machine.Run(100_000).End, Is.EqualTo(RunEnd.Passed));
            return Saved(machine);
        }
        finally
        {
            machine.Dispose();
        }
    }

    private static byte[] Saved(Machine machine)
    {
        using MemoryStream stream = new();
        machine.Save(stream);
        return stream.ToArray();
    }

    private static string Refused(Machine machine, byte[] bytes) => Assert.Throws<InputException>(() => machine.Restore("f", bytes))!.Message;
}
