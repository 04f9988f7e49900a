using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>Where traps go, what they leave behind, and how one returns from them.</summary>
internal sealed class TrapTests
{
    private const uint Ecall = 0x73;
    private const uint Mret = 0x3020_0073;
    private const uint Sret = 0x1020_0073;
    private const uint Wfi = 0x1050_0073;

    // Privileged manual, "Trap Cause and delegation": M mode's own traps stay there; medeleg and hedeleg hand on, one after the other.
    [TestCase(Privilege.Machine, false, true, true, Privilege.Machine, false)]
    [TestCase(Privilege.Supervisor, false, false, false, Privilege.Machine, false)]
    [TestCase(Privilege.Supervisor, false, true, true, Privilege.Supervisor, false)]
    [TestCase(Privilege.User, false, true, true, Privilege.Supervisor, false)]
    [TestCase(Privilege.User, true, false, true, Privilege.Machine, false)]
    [TestCase(Privilege.User, true, true, false, Privilege.Supervisor, false)]
    [TestCase(Privilege.User, true, true, true, Privilege.Supervisor, true)]
    [TestCase(Privilege.Supervisor, true, true, true, Privilege.Supervisor, true)]
    public void ExceptionsGoWhereTheyAreDelegated(Privilege from, bool isVirtual, bool medeleg, bool hedeleg, Privilege to, bool toVirtual)
    {
        using RawHart raw = Vectors().In(from, isVirtual);
        raw.Write(0x302, medeleg ? ulong.MaxValue : 0);
        raw.Write(0x602, hedeleg ? ulong.MaxValue : 0);
        raw.Step(0xFFFF_FFFF);
        Assert.That((raw.Hart.Privilege, raw.Hart.Virtual), Is.EqualTo((to, toVirtual)));
        Assert.That(raw.Pc, Is.EqualTo(to == Privilege.Machine ? 0x8000_4000 : toVirtual ? 0x8000_6000 : 0x8000_5000));
        int epc = to == Privilege.Machine ? 0x341 : toVirtual ? 0x241 : 0x141;
        Assert.That(raw.Read(epc), Is.EqualTo(RawHart.Code));
        Assert.That(raw.Read(epc + 1), Is.EqualTo(2));
        Assert.That(raw.Read(epc + 2), Is.EqualTo(0xFFFF_FFFF));
    }

    [TestCase(Privilege.User, false, 8UL)]
    [TestCase(Privilege.Supervisor, false, 9UL)]
    [TestCase(Privilege.User, true, 8UL)]
    [TestCase(Privilege.Supervisor, true, 10UL)]
    [TestCase(Privilege.Machine, false, 11UL)]
    public void CallsTellWhoCalled(Privilege from, bool isVirtual, ulong cause)
    {
        using RawHart raw = Vectors().In(from, isVirtual);
        raw.Step(Ecall);
        Assert.That(raw.Csrs.Mcause, Is.EqualTo(cause));
        Assert.That(raw.Csrs.Mtval, Is.Zero);
        Assert.That((raw.Csrs.Mstatus & StatusField.Mpp) >> StatusField.MppShift, Is.EqualTo((ulong)from));
        Assert.That((raw.Csrs.Mstatus & StatusField.Mpv) != 0, Is.EqualTo(isVirtual));
        Assert.That(raw.Hart.Retired, Is.Zero);
        Assert.That(raw.Hart.Cycles, Is.EqualTo(1));
    }

    [Test]
    public void MretGoesBackAndClearsMprv()
    {
        using RawHart raw = Vectors();
        raw.Csrs.Mepc = RawHart.Code + 0x100;
        raw.Write(0x300, StatusField.Mprv | StatusField.Mpv | StatusField.Mpie | (1UL << StatusField.MppShift));
        raw.Step(Mret);
        Assert.That((raw.Hart.Privilege, raw.Hart.Virtual, raw.Pc), Is.EqualTo((Privilege.Supervisor, true, RawHart.Code + 0x100)));
        Assert.That(raw.Csrs.Mstatus, Is.EqualTo(0xA_0000_0000 | StatusField.Mie | StatusField.Mpie));
    }

    [Test]
    public void SretOfAHypervisorEntersTheGuest()
    {
        using RawHart raw = Vectors().In(Privilege.Supervisor);
        raw.Csrs.Sepc = RawHart.Code + 0x100;
        raw.Write(0x600, HypervisorStatusField.Spv);
        raw.Write(0x100, StatusField.Spp);
        raw.Step(Sret);
        Assert.That((raw.Hart.Privilege, raw.Hart.Virtual, raw.Pc), Is.EqualTo((Privilege.Supervisor, true, RawHart.Code + 0x100)));
        Assert.That(raw.Csrs.Hstatus & HypervisorStatusField.Spv, Is.Zero);
    }

    [TestCase(Privilege.User, false, 0UL, 0UL, 2UL)]
    [TestCase(Privilege.Supervisor, false, StatusField.Tsr, 0UL, 2UL)]
    [TestCase(Privilege.User, true, 0UL, 0UL, 22UL)]
    [TestCase(Privilege.Supervisor, true, StatusField.Tsr, HypervisorStatusField.Vtsr, 22UL)]
    public void SretIsRefused(Privilege from, bool isVirtual, ulong mstatus, ulong hstatus, ulong cause)
    {
        using RawHart raw = Vectors().In(from, isVirtual);
        raw.Write(0x300, mstatus);
        raw.Write(0x600, hstatus);
        raw.Step(Sret);
        Assert.That(raw.Csrs.Mcause, Is.EqualTo(cause));
        Assert.That(raw.Csrs.Mtval, Is.EqualTo(Sret));
    }

    [TestCase(Privilege.User, false, 0UL, 0UL, 2UL)]
    [TestCase(Privilege.Supervisor, false, StatusField.Tw, 0UL, 2UL)]
    [TestCase(Privilege.Supervisor, true, StatusField.Tw, HypervisorStatusField.Vtw, 2UL)]
    [TestCase(Privilege.Supervisor, true, 0UL, HypervisorStatusField.Vtw, 22UL)]
    [TestCase(Privilege.User, true, 0UL, 0UL, 22UL)]
    public void WaitingIsRefused(Privilege from, bool isVirtual, ulong mstatus, ulong hstatus, ulong cause)
    {
        using RawHart raw = Vectors().In(from, isVirtual);
        raw.Write(0x300, mstatus);
        raw.Write(0x600, hstatus);
        raw.Step(Wfi);
        Assert.That(raw.Csrs.Mcause, Is.EqualTo(cause));
    }

    [Test]
    public void AHandlerThatTrapsToItselfStopsTheHart()
    {
        using RawHart raw = new();
        raw.Pc = 0;
        raw.Hart.Run(1000);
        Assert.That(raw.Hart.Stop, Is.EqualTo(HartStop.TrapLoop));
        Assert.That(raw.Csrs.Mcause, Is.EqualTo(1));
    }

    private static RawHart Vectors()
    {
        RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x305, 0x8000_4000);
        raw.Write(0x105, 0x8000_5000);
        raw.Write(0x205, 0x8000_6000);
        return raw;
    }
}
