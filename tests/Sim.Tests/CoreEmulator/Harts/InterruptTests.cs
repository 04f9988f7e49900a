using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>Which interrupt is taken, where, and exactly when.</summary>
internal sealed class InterruptTests
{
    private const uint Nop = 0x13;
    private const ulong Interrupt = 1UL << 63;
    private const ulong Enabled = StatusField.Mie | StatusField.Sie;

    // Privileged manual, "Machine Interrupt Registers" and "Hypervisor Interrupt Registers": the order of priority within a level.
    [Test]
    public void TheHighestPriorityIsTakenFirst()
    {
        ulong[] order = [11, 3, 7, 9, 1, 5];
        using RawHart raw = Ready();
        raw.Hart.Interrupts.SetLine(11, level: true);
        raw.Hart.Interrupts.SetLine(3, level: true);
        raw.Hart.Interrupts.SetLine(7, level: true);
        raw.Write(0x344, 0x222);
        foreach (ulong expected in order)
        {
            raw.Write(0x300, Enabled);
            raw.Pc = RawHart.Code;
            raw.Step(Nop);
            Assert.That(raw.Csrs.Mcause, Is.EqualTo(Interrupt | expected));
            raw.Write(0x304, raw.Csrs.Mie & ~(1UL << (int)expected));
        }
    }

    [TestCase(Privilege.Machine, false, 0UL, 0UL, 2, TestName = "M mode with MIE=0 takes nothing")]
    [TestCase(Privilege.Machine, false, 0x222UL, 0UL, 2, TestName = "what is delegated is never taken in M mode")]
    [TestCase(Privilege.Supervisor, false, 0UL, 0UL, 0, TestName = "a higher mode's interrupts are taken whatever its xIE")]
    [TestCase(Privilege.Supervisor, false, 0x222UL, 0UL, 2, TestName = "S mode with SIE=0 takes none of its own")]
    [TestCase(Privilege.User, false, 0x222UL, 0UL, 1, TestName = "U mode takes those of S mode")]
    [TestCase(Privilege.Supervisor, true, 0x222UL, 0UL, 1, TestName = "a guest takes those of HS mode whatever SIE")]
    public void LevelsAreOpenToHigherOnes(Privilege privilege, bool isVirtual, ulong mideleg, ulong status, int outcome)
    {
        using RawHart raw = Ready().In(privilege, isVirtual);
        raw.Write(0x303, mideleg);
        raw.Write(0x300, status);
        raw.Write(0x344, 2);
        raw.Step(Nop);
        string expected = outcome == 0 ? "M" : outcome == 1 ? "S" : "none";
        string taken = raw.Csrs.Mcause == (Interrupt | 1) ? "M" : raw.Csrs.Scause == (Interrupt | 1) ? "S" : "none";
        Assert.That(taken, Is.EqualTo(expected));
    }

    [TestCase(Privilege.Supervisor, true, true, 1UL, TestName = "VSSI is the guest's SSI")]
    [TestCase(Privilege.Supervisor, true, false, 0UL, TestName = "a guest with SIE=0 waits")]
    [TestCase(Privilege.User, true, false, 1UL, TestName = "VU mode takes its supervisor's")]
    [TestCase(Privilege.User, false, true, 0UL, TestName = "without virtualisation nothing of a guest is taken")]
    public void AGuestTakesItsOwn(Privilege privilege, bool isVirtual, bool sie, ulong cause)
    {
        using RawHart raw = Ready().In(privilege, isVirtual);
        raw.Write(0x603, 0x444);
        raw.Write(0x205, 0x8000_6001);
        raw.Write(0x200, sie ? StatusField.Sie : 0);
        raw.Write(0x645, 4);
        raw.Step(Nop);
        Assert.That(raw.Csrs.Vscause, Is.EqualTo(cause == 0 ? 0 : Interrupt | cause));
        Assert.That(raw.Pc, Is.EqualTo(cause == 0 ? RawHart.Code + 4 : 0x8000_6000 + (4 * cause)), "vectored");
    }

    // A tick is 100 cycles: mtimecmp = 3 is due at cycle 300.
    [Test]
    public void TheTimerComesAtItsCycle()
    {
        using RawHart raw = Ready();
        raw.Write(0x300, Enabled);
        raw.Hart.Interrupts.MachineTimer = 3;
        for (ulong at = 0; at < 0x1000; at += 8)
        {
            raw.Poke(RawHart.Code + at, Nop | ((ulong)Nop << 32));
        }

        raw.Hart.Run(301);
        Assert.That(raw.Csrs.Mcause, Is.EqualTo(Interrupt | 7));
        Assert.That(raw.Csrs.Mepc, Is.EqualTo(RawHart.Code + (300 * 4)));
    }

    [Test]
    public void SupervisorTimersAreDueByTheirOwnTimes()
    {
        using RawHart raw = new();
        raw.Write(0x30A, EnvironmentField.Stce);
        raw.Write(0x60A, EnvironmentField.Stce);
        raw.Write(0x14D, 10);
        raw.Write(0x24D, 10);
        raw.Write(0x605, 4);
        raw.Write(0x304, 0x60);
        Assert.That(raw.Read(0x344), Is.Zero);
        Assert.That(raw.Hart.Interrupts.CyclesToWake, Is.EqualTo(600));
        raw.Hart.IdleCycles = 600;
        Assert.That(raw.Read(0x344), Is.EqualTo(0x40));
        raw.Hart.IdleCycles = 1000;
        Assert.That(raw.Read(0x344), Is.EqualTo(0x60));
        Assert.That(raw.Hart.Interrupts.CyclesToWake, Is.Zero);
    }

    [Test]
    public void WaitingEndsWhereSomethingIsPendingEvenIfItIsNotTaken()
    {
        using RawHart raw = Ready();
        raw.Write(0x300, 0);
        raw.Step(0x1050_0073);
        Assert.That(raw.Hart.Stop, Is.EqualTo(HartStop.Waiting));
        Assert.That(raw.Pc, Is.EqualTo(RawHart.Code + 4), "it retires");
        raw.Hart.Interrupts.SetLine(3, level: true);
        raw.Step(0x1050_0073);
        Assert.That(raw.Hart.Stop, Is.EqualTo(HartStop.None));
    }

    private static RawHart Ready()
    {
        RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x305, 0x8000_4000);
        raw.Write(0x105, 0x8000_5000);
        raw.Write(0x304, ulong.MaxValue);
        return raw;
    }
}
