using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>What mtinst tells of an access that failed: the instruction without its address. Privileged manual, "Transformed Instruction".</summary>
internal sealed class TransformedInstructionTests
{
    private const ulong EndOfMemory = RawHart.Base + (2UL << 20);

    [TestCase(0x0083_2283U, 0x100UL, 0x2283UL, 0x108UL, TestName = "lw x5, 8(x6)")]
    [TestCase(0x0073_3823U, 0x100UL, 0x0070_3023UL, 0x110UL, TestName = "sd x7, 16(x6)")]
    [TestCase(0x0073_22AFU, 0x100UL, 0x0070_22AFUL, 0x100UL, TestName = "amoadd.w x5, x7, (x6)")]
    [TestCase(0x0003_3283U, EndOfMemory - 4, 0x2_3283UL, EndOfMemory, TestName = "ld x5, 0(x6) whose last four bytes are beyond memory")]
    [TestCase(0x0000_4080U, 0x200UL, 0x2401UL, 0x200UL, TestName = "c.lw x8, 0(x9): its expansion, marked as compressed")]
    [TestCase(0x6003_42F3U, 0x100UL, 0x6000_42F3UL, 0x100UL, TestName = "hlv.b x5, (x6)")]
    [TestCase(0x0043_200FU, 0x100UL, 0x0040_200FUL, 0x100UL, TestName = "cbo.zero (x6)")]
    public void LosesItsAddress(uint instruction, ulong address, ulong transformed, ulong value)
    {
        using RawHart raw = new RawHart().OpenMemory();
        raw.Hart[6] = address;
        raw.Hart[9] = address;
        raw.Step(instruction);
        Assert.That((raw.Csrs.Mtinst, raw.Csrs.Mtval), Is.EqualTo((transformed, value)));
    }

    [Test]
    public void AnInstructionThatCannotBeFetchedHasNone()
    {
        using RawHart raw = new();
        raw.Pc = 0x100;
        raw.Hart.Run(1);
        Assert.That((raw.Csrs.Mcause, raw.Csrs.Mtinst), Is.EqualTo((1UL, 0UL)));
    }

    [Test]
    public void AnAddressOfAGuestIsMarkedAsOne()
    {
        using RawHart raw = new();
        raw.Hart[6] = 0x100;
        raw.Step(0x6003_42F3);
        Assert.That(raw.Csrs.Mstatus & StatusField.Gva, Is.Not.Zero, "hlv.b in M mode");
        raw.Pc = RawHart.Code;
        raw.Step(0x0083_2283);
        Assert.That(raw.Csrs.Mstatus & StatusField.Gva, Is.Zero, "lw in M mode");
    }

    [Test]
    public void AHypervisorLearnsWhichModeOfTheGuestWasRunning()
    {
        using RawHart raw = new RawHart().OpenMemory().In(Privilege.Supervisor, isVirtual: true);
        raw.Write(0x302, 1UL << (int)TrapCause.LoadAccessFault);
        raw.Hart[6] = 0x100;
        raw.Step(0x0083_2283);
        const ulong expected = HypervisorStatusField.Gva | HypervisorStatusField.Spv | HypervisorStatusField.Spvp | HypervisorStatusField.Vsxl64;
        Assert.That((raw.Csrs.Scause, raw.Csrs.Hstatus, raw.Csrs.Htinst), Is.EqualTo((5UL, expected, 0x2283UL)));
    }
}
