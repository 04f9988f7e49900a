using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>mhpmcounter3 to 31 of a hart without timing, and how they go on when somebody who counts is put in. Privileged manual, "Hardware Performance Monitor".</summary>
internal sealed class ProgrammableCounterTests
{
    private const int Counter = 0xB03;
    private const int Selector = 0x323;
    private const int Mcountinhibit = 0x320;
    private const ulong L1DataMisses = 0x1_0001;

    /// <summary>SBI 2.0, "Performance Monitoring Unit Extension": type in bits 19:16; of caches the cache from bit 3 on, operation in 2:1, result in bit 0.</summary>
    [TestCase(0x1UL, "cpu-cycles")]
    [TestCase(0x2UL, "instructions")]
    [TestCase(0x3UL, "cache-references")]
    [TestCase(0x4UL, "cache-misses")]
    [TestCase(0x5UL, "branch-instructions")]
    [TestCase(0x6UL, "branch-misses")]
    [TestCase(0x8UL, "stalled-cycles-frontend")]
    [TestCase(0x9UL, "stalled-cycles-backend")]
    [TestCase(0x1_0001UL, "L1-dcache-load-misses")]
    [TestCase(0x1_0009UL, "L1-icache-load-misses")]
    [TestCase(0x1_0011UL, "LLC-load-misses")]
    [TestCase(0x1_0019UL, "dTLB-load-misses")]
    [TestCase(0x1_0021UL, "iTLB-load-misses")]
    [TestCase(0x1_0029UL, "branch-load-misses")]
    public void EventsHaveTheCodesOfSbi(ulong code, string name) => Assert.That(PerformanceEvents.Find(code)?.Name, Is.EqualTo(name));

    [Test]
    public void NoTwoEventsHaveACodeOrANameInCommon()
    {
        Assert.That(PerformanceEvents.All.Select(what => what.Code), Is.Unique.And.Ordered);
        Assert.That(PerformanceEvents.All.Select(what => what.Name), Is.Unique);
        Assert.That(PerformanceEvents.All.Select(what => what.Index), Is.EqualTo(Enumerable.Range(0, PerformanceEvents.All.Count)));
        Assert.That(PerformanceEvents.All.Where(what => what.Code >= PerformanceEvents.Own).Select(what => what.Code & ~PerformanceEvents.OwnBits), Is.All.EqualTo(PerformanceEvents.Own));
    }

    [Test]
    public void UnknownEventsReadBackAsNone([Values(0x7UL, 0xAUL, 0x1_0002UL, 0x1_001BUL, 0x2_000FUL, 0x8000_0000_0000_0001UL)] ulong code, [Range(3, 31)] int number)
    {
        using RawHart raw = new();
        raw.Write(0x320 + number, L1DataMisses);
        Assert.That(raw.Kept(0x320 + number, code), Is.Zero);
    }

    [Test]
    public void CountsStepByStep()
    {
        using RawHart raw = new();
        raw.Hart[6] = PerformanceEvents.Instructions;
        raw.Hart[7] = 1000;
        raw.Step(RawHart.WritesCsr(Selector, rs1: 6));
        raw.Step(RawHart.ReadsCsr(Counter));
        Assert.That(raw.Hart[5], Is.EqualTo(1), "the instruction that selects");
        raw.Step(RawHart.WritesCsr(Counter, rs1: 7));
        raw.Step(RawHart.ReadsCsr(Counter));
        Assert.That(raw.Hart[5], Is.EqualTo(1000));
        raw.Step(RawHart.ReadsCsr(Counter));
        Assert.That(raw.Hart[5], Is.EqualTo(1001));
    }

    [Test]
    public void WithoutTimingOnlyCyclesAndInstructionsAreCounted()
    {
        using RawHart raw = new();
        for (int n = 0; n < PerformanceEvents.All.Count; n++)
        {
            ulong code = PerformanceEvents.All[n].Code;
            raw.Write(Selector, code);
            raw.Write(Counter, 0);
            raw.Step(RawHart.ReadsCsr(0xB00));
            raw.Step(RawHart.ReadsCsr(0xB00));
            Assert.That(raw.Read(Counter), Is.EqualTo(code <= PerformanceEvents.Instructions ? 1 : 0), PerformanceEvents.All[n].Name);
        }
    }

    [Test]
    public void WithoutZihpmTheyAreThereAndReadAsZero()
    {
        using RawHart raw = new(new HartOptions { Extensions = HartOptions.AllExtensions & ~Extensions.Zihpm });
        Assert.That(raw.Kept(Counter, 5), Is.Zero);
        Assert.That(raw.Kept(Selector, PerformanceEvents.Instructions), Is.Zero);
        Assert.That(raw.Kept(Mcountinhibit, ulong.MaxValue), Is.EqualTo(5));
        Assert.That(raw.Hart.Csrs.At(0xC03), Is.Null);
    }

    /// <summary>Who counts may come and go: the counter goes on from where it is.</summary>
    [Test]
    public void GoesOnWhenSomebodyElseCounts()
    {
        using RawHart raw = new();
        Fixed first = new() { Now = 500 };
        Fixed second = new() { Now = 20 };
        raw.Write(Selector, L1DataMisses);
        raw.Write(Counter, 7);
        raw.Hart.PerformanceCounts = first;
        Assert.That(raw.Read(Counter), Is.EqualTo(7));
        first.Now += 30;
        Assert.That(raw.Read(Counter), Is.EqualTo(37));
        raw.Hart.PerformanceCounts = second;
        second.Now += 3;
        Assert.That(raw.Read(Counter), Is.EqualTo(40));
        raw.Hart.PerformanceCounts = null;
        Assert.That(raw.Read(Counter), Is.EqualTo(40));
    }

    /// <summary>A checkpoint keeps the value, not how it came about: the hart that goes on has other counts behind it.</summary>
    [Test]
    public void GoesOnFromACheckpoint([Values] bool isInhibited)
    {
        using RawHart raw = new();
        Fixed counts = new() { Now = 500 };
        raw.Hart.PerformanceCounts = counts;
        raw.Write(Selector, L1DataMisses);
        raw.Write(Counter, 100);
        counts.Now += 11;
        raw.Write(Mcountinhibit, isInhibited ? 8UL : 0);
        using MemoryStream saved = new();
        using (BinaryWriter writer = new(saved, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            raw.Hart.Save(writer);
        }

        Assert.That(raw.Read(Counter), Is.EqualTo(111), "saving changes nothing");
        saved.Position = 0;
        using RawHart other = new();
        Fixed later = new() { Now = 9 };
        other.Hart.PerformanceCounts = later;
        using BinaryReader reader = new(saved);
        other.Hart.Load(reader);
        Assert.That(other.Read(Counter), Is.EqualTo(111));
        later.Now += 4;
        Assert.That(other.Read(Counter), Is.EqualTo(isInhibited ? 111 : 115));
        Assert.That(other.Read(Selector), Is.EqualTo(L1DataMisses));
    }

    /// <summary>"Supervisor/Hypervisor Counter-Enable", for each of the 29: mcounteren first, then hcounteren, then scounteren.</summary>
    [TestCase(Privilege.Supervisor, false, 0, 1, 1, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, false, 1, 0, 0, CsrAccess.Allowed)]
    [TestCase(Privilege.User, false, 1, 1, 0, CsrAccess.Illegal)]
    [TestCase(Privilege.User, false, 1, 0, 1, CsrAccess.Allowed)]
    [TestCase(Privilege.Supervisor, true, 0, 1, 1, CsrAccess.Illegal)]
    [TestCase(Privilege.User, true, 0, 1, 1, CsrAccess.Illegal)]
    [TestCase(Privilege.Supervisor, true, 1, 0, 1, CsrAccess.Virtual)]
    [TestCase(Privilege.Supervisor, true, 1, 1, 0, CsrAccess.Allowed)]
    [TestCase(Privilege.User, true, 1, 0, 1, CsrAccess.Virtual)]
    [TestCase(Privilege.User, true, 1, 1, 0, CsrAccess.Virtual)]
    [TestCase(Privilege.User, true, 1, 1, 1, CsrAccess.Allowed)]
    public void EachIsOpenedByABitOfItsOwn(Privilege privilege, bool isVirtual, int machine, int host, int supervisor, CsrAccess expected)
    {
        using RawHart raw = new RawHart().In(privilege, isVirtual);
        for (int n = 3; n <= 31; n++)
        {
            ulong bit = 1UL << n;
            ulong others = uint.MaxValue & ~bit;
            raw.Write(0x306, machine != 0 ? bit : others);
            raw.Write(0x606, host != 0 ? bit : others);
            raw.Write(0x106, supervisor != 0 ? bit : others);
            Assert.That(raw.Hart.Csrs.Find(0xC00 + n, writes: false, out _), Is.EqualTo(expected), $"hpmcounter{n}");
            Assert.That(raw.Hart.Csrs.Find(0xB00 + n, writes: false, out _), Is.EqualTo(CsrAccess.Illegal), $"mhpmcounter{n}");
        }
    }

    private sealed class Fixed : IPerformanceCounts
    {
        public ulong Now { get; set; }

        public ulong Count(PerformanceEvent what) => Now;
    }
}
