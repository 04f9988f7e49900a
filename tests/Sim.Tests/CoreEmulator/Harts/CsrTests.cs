using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>Which bits registers keep (WARL), and who may access them. Privileged manual; the section is named with each case.</summary>
internal sealed class CsrTests
{
    private const ulong Ones = ulong.MaxValue;

    // "Machine Status Registers": SXL and UXL stay 64 bits; MPP=3 is legal. FS is Dirty, so SD reads as 1.
    [TestCase(0x300, Ones, 0x8000_00CA_007E_79AAUL)]
    [TestCase(0x300, 0UL, 0x0000_000A_0000_0000UL)]
    [TestCase(0x300, 0x1000UL, 0x0000_000A_0000_0000UL, TestName = "MPP=2 is no privilege level: 0")]
    [TestCase(0x100, Ones, 0x8000_0002_000C_6122UL)]
    [TestCase(0x200, Ones, 0x8000_0002_000C_6122UL)]
    [TestCase(0x600, Ones, 0x0000_0002_0070_03C0UL)]
    [TestCase(0x301, 0UL, 0x8000_0000_0014_11AFUL, TestName = "misa: RV64 with A B C D F H I M S U, whatever is written")]

    // "Machine Trap Delegation Registers": with C no misaligned fetches, never calls from M mode; with H its interrupts always.
    [TestCase(0x302, Ones, 0xF0_B7FEUL)]
    [TestCase(0x303, Ones, 0x1666UL)]
    [TestCase(0x303, 0UL, 0x1444UL)]
    [TestCase(0x602, Ones, 0xB1FFUL)]
    [TestCase(0x603, Ones, 0x444UL)]
    [TestCase(0x304, Ones, 0x1EEEUL)]
    [TestCase(0x604, Ones, 0x1444UL)]
    [TestCase(0x344, Ones, 0x226UL, TestName = "mip: SEIP, STIP, VSSIP, SSIP")]
    [TestCase(0x645, Ones, 0x444UL)]
    [TestCase(0x644, Ones, 0x4UL)]
    [TestCase(0x305, 0x8000_0003UL, 0x8000_0001UL)]
    [TestCase(0x341, 0x8000_0003UL, 0x8000_0002UL)]
    [TestCase(0x306, Ones, 0xFFFF_FFFFUL)]
    [TestCase(0x320, Ones, 0xFFFF_FFFDUL)]
    [TestCase(0x30A, Ones, 0xE000_0000_0000_00F1UL)]
    [TestCase(0x10A, Ones, 0xF1UL)]
    [TestCase(0x30A, 0x20UL, 0x00UL, TestName = "CBIE=2 is reserved: 0")]
    [TestCase(0x680, 0x8FFF_FFFF_FFFF_FFFFUL, 0x83FF_FFFF_FFFF_FFFCUL, TestName = "hgatp: 14 bits of VMID, a root of four pages")]
    [TestCase(0x3B0, Ones, 0x003F_FFFF_FFFF_FFFFUL)]
    [TestCase(0x3C0, Ones, 0UL, TestName = "an entry of PMP that the hart lacks")]
    [TestCase(0x3A0, Ones, 0x9F9F_9F9F_9F9F_9F9FUL)]
    [TestCase(0x3A0, 0x1AUL, 0x18UL, TestName = "W without R is reserved")]
    [TestCase(0x003, Ones, 0xFFUL)]
    [TestCase(0x7A0, 7UL, 0UL)]
    [TestCase(0x7A1, Ones, 0UL)]
    [TestCase(0x607, Ones, 0UL)]
    public void KeepsLegalBits(int csr, ulong written, ulong kept)
    {
        using RawHart raw = new();
        Assert.That(raw.Kept(csr, written), Is.EqualTo(kept));
    }

    [Test]
    public void AnUnknownModeLeavesSatpAsItWas()
    {
        using RawHart raw = new();
        ulong sv39 = (8UL << 60) | (5UL << 44) | 0x80000;
        Assert.That(raw.Kept(0x180, sv39), Is.EqualTo(sv39));
        Assert.That(raw.Kept(0x180, (7UL << 60) | 1), Is.EqualTo(sv39));
        Assert.That(raw.Kept(0x280, (9UL << 60) | 1), Is.EqualTo((9UL << 60) | 1));
        Assert.That(raw.Kept(0x680, (10UL << 60) | 4), Is.EqualTo(4));
    }

    [Test]
    public void HenvcfgHasNothingThatMenvcfgWithholds()
    {
        using RawHart raw = new();
        Assert.That(raw.Kept(0x60A, Ones), Is.EqualTo(0xF1));
        raw.Write(0x30A, Ones);
        Assert.That(raw.Read(0x60A), Is.EqualTo(0xE000_0000_0000_00F1));
    }

    [Test]
    public void AGuestsInterruptsAreShiftedIntoThePlaceOfASupervisors()
    {
        using RawHart raw = new();
        raw.Write(0x645, 0x444);
        Assert.That(raw.Read(0x244), Is.Zero, "nothing is delegated");
        raw.Write(0x603, 0x444);
        Assert.That(raw.Read(0x244), Is.EqualTo(0x222));
        raw.Write(0x244, 0);
        Assert.That(raw.Read(0x645), Is.EqualTo(0x440), "a guest clears its software interrupt only");
        Assert.That(raw.Kept(0x204, Ones), Is.EqualTo(0x222));
        Assert.That(raw.Read(0x304), Is.EqualTo(0x444));
    }

    [Test]
    public void TheLineOfTheInterruptControllerIsReadButNotWrittenBack()
    {
        using RawHart raw = new();
        raw.Hart.Interrupts.SetLine(9, level: true);
        raw.Step(0x3440_E073 | (5 << 7)); // csrrsi x5, mip, 1: reads SEIP, writes back without it
        Assert.That(raw.Hart[5], Is.EqualTo(0x200));
        raw.Hart.Interrupts.SetLine(9, level: false);
        Assert.That(raw.Read(0x344), Is.Zero);
    }

    // Numbers below 0x400 by privilege; with V=1 what a hypervisor could allow is a virtual instruction.
    [TestCase(Privilege.User, false, 0x100, CsrAccess.Illegal)]
    [TestCase(Privilege.User, true, 0x100, CsrAccess.Virtual)]
    [TestCase(Privilege.Supervisor, false, 0x100, CsrAccess.Allowed)]
    [TestCase(Privilege.Supervisor, true, 0x100, CsrAccess.Allowed)]
    [TestCase(Privilege.Supervisor, false, 0x200, CsrAccess.Allowed)]
    [TestCase(Privilege.Supervisor, true, 0x200, CsrAccess.Virtual)]
    [TestCase(Privilege.Supervisor, true, 0x600, CsrAccess.Virtual)]
    [TestCase(Privilege.Supervisor, true, 0x300, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, false, 0x300, CsrAccess.Illegal)]
    [TestCase(Privilege.Machine, false, 0x5C0, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, true, 0x14D, CsrAccess.Illegal)]
    [TestCase(Privilege.User, true, 0x24D, CsrAccess.Illegal, TestName = "Without menvcfg.STCE not even HS mode has timers: no virtual instruction")]
    [TestCase(Privilege.Machine, false, 0x001, CsrAccess.Illegal)]
    public void AccessGoesByPrivilege(Privilege privilege, bool isVirtual, int csr, CsrAccess expected)
    {
        using RawHart raw = new RawHart().In(privilege, isVirtual);
        Assert.That(raw.Hart.Csrs.Find(csr, writes: false, out _), Is.EqualTo(expected));
    }

    [Test]
    public void ReadOnlyNumbersAreNotWritten()
    {
        using RawHart raw = new();
        Assert.That(raw.Hart.Csrs.Find(0xC00, writes: false, out _), Is.EqualTo(CsrAccess.Allowed));
        Assert.That(raw.Hart.Csrs.Find(0xC00, writes: true, out _), Is.EqualTo(CsrAccess.Illegal));
    }

    // "Supervisor/Hypervisor Counter-Enable": mcounteren first, then hcounteren, then scounteren.
    [TestCase(Privilege.Supervisor, false, 0, 0, 0, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, false, 2, 0, 0, CsrAccess.Allowed)]
    [TestCase(Privilege.User, false, 2, 0, 0, CsrAccess.Illegal)]
    [TestCase(Privilege.User, false, 2, 0, 2, CsrAccess.Allowed)]
    [TestCase(Privilege.Supervisor, true, 0, 2, 2, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, true, 2, 0, 2, CsrAccess.Virtual)]
    [TestCase(Privilege.Supervisor, true, 2, 2, 0, CsrAccess.Allowed)]
    [TestCase(Privilege.User, true, 2, 2, 0, CsrAccess.Virtual)]
    [TestCase(Privilege.User, true, 2, 2, 2, CsrAccess.Allowed)]
    public void CountersAreEnabledLevelByLevel(Privilege privilege, bool isVirtual, int machine, int host, int supervisor, CsrAccess expected)
    {
        using RawHart raw = new RawHart().In(privilege, isVirtual);
        raw.Write(0x306, (ulong)machine);
        raw.Write(0x606, (ulong)host);
        raw.Write(0x106, (ulong)supervisor);
        Assert.That(raw.Hart.Csrs.Find(0xC01, writes: false, out _), Is.EqualTo(expected));
    }

    [Test]
    public void VirtualMemoryCanBeTrapped()
    {
        using RawHart raw = new RawHart().In(Privilege.Supervisor);
        raw.Write(0x300, StatusField.Tvm);
        Assert.That(raw.Hart.Csrs.Find(0x180, writes: false, out _), Is.EqualTo(CsrAccess.Illegal));
        Assert.That(raw.Hart.Csrs.Find(0x680, writes: false, out _), Is.EqualTo(CsrAccess.Illegal));
        Assert.That(raw.Hart.Csrs.Find(0x280, writes: false, out _), Is.EqualTo(CsrAccess.Allowed));
        raw.In(Privilege.Supervisor, isVirtual: true);
        Assert.That(raw.Hart.Csrs.Find(0x180, writes: false, out _), Is.EqualTo(CsrAccess.Allowed), "TVM is not about guests");
        raw.Write(0x600, HypervisorStatusField.Vtvm);
        Assert.That(raw.Hart.Csrs.Find(0x180, writes: false, out _), Is.EqualTo(CsrAccess.Virtual));
    }

    [Test]
    public void ASupervisorRegisterIsTheGuestsOwnWithVirtualisationOn()
    {
        using RawHart raw = new RawHart().OpenMemory().In(Privilege.Supervisor, isVirtual: true);
        raw.Hart[6] = 0x1234;
        raw.Step(RawHart.WritesCsr(0x140, rs1: 6));
        Assert.That(raw.Csrs.Vsscratch, Is.EqualTo(0x1234));
        Assert.That(raw.Csrs.Sscratch, Is.Zero);
    }

    // A write takes effect after the instruction, which does not count itself: Zicsr, "CSR access ordering".
    [TestCase(0xB02)]
    [TestCase(0xB00)]
    public void ACounterThatIsWrittenCountsOnFromThere(int counter)
    {
        using RawHart raw = new();
        raw.Hart[6] = 1000;
        raw.Step(RawHart.WritesCsr(counter, rs1: 6));
        raw.Step(RawHart.ReadsCsr(counter));
        Assert.That(raw.Hart[5], Is.EqualTo(1000));
        raw.Step(RawHart.ReadsCsr(counter));
        Assert.That(raw.Hart[5], Is.EqualTo(1001));
    }

    [Test]
    public void AnInhibitedCounterStands()
    {
        using RawHart raw = new();
        raw.Hart[6] = 4;
        raw.Step(RawHart.ReadsCsr(0xB02, rd: 7));
        raw.Step(RawHart.WritesCsr(0x320, rs1: 6));
        raw.Step(RawHart.ReadsCsr(0xB02, rd: 8));
        raw.Step(RawHart.ReadsCsr(0xB02, rd: 9));
        Assert.That(raw.Hart[8], Is.EqualTo(raw.Hart[7] + 1));
        Assert.That(raw.Hart[9], Is.EqualTo(raw.Hart[8]));
    }

    [Test]
    public void FloatingPointIsOffUntilAllItsFieldsSayOn()
    {
        using RawHart raw = new RawHart().OpenMemory().In(Privilege.Supervisor, isVirtual: true);
        raw.Write(0x300, 1UL << 13);
        Assert.That(raw.Hart.Csrs.Find(0x001, writes: false, out _), Is.EqualTo(CsrAccess.Illegal));
        raw.Write(0x200, 1UL << 13);
        Assert.That(raw.Hart.Csrs.Find(0x001, writes: false, out _), Is.EqualTo(CsrAccess.Allowed));
        raw.Step(RawHart.WritesCsr(0x002, rs1: 0));
        Assert.That(raw.Csrs.Mstatus & raw.Csrs.Vsstatus & (StatusField.Fs | StatusField.Sd), Is.EqualTo(StatusField.Fs | StatusField.Sd));
    }

    [Test]
    public void AHartWithoutTheHypervisorExtensionHasNoneOfItsRegisters()
    {
        using RawHart raw = new(new HartOptions { Extensions = HartOptions.AllExtensions & ~Extensions.H });
        Assert.That(raw.Hart.Csrs.At(0x600), Is.Null);
        Assert.That(raw.Kept(0x303, ulong.MaxValue), Is.EqualTo(0x222));
        Assert.That(raw.Kept(0x300, ulong.MaxValue) & (StatusField.Mpv | StatusField.Gva), Is.Zero);
    }
}
