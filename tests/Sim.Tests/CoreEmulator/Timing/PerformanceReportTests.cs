using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>performance_report.elf, which prints what its counters counted: figures that are known beforehand, and QEMU's, where QEMU does as the manual says.</summary>
internal sealed class PerformanceReportTests
{
    private const ulong Enough = 10_000_000;
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    private static string Path => System.IO.Path.Combine(Repository.Folder, "tests/Sim.Tests/CoreEmulator/Programs/performance_report.elf");

    /// <summary>256 KiB in a ring of lines, through 32 KiB of L1D and, where there is one, 64 KiB of L2 without prefetchers: each of 4096 loads misses both.</summary>
    [Test]
    public void ReportsWhatTheLoopsAreMadeFor([Values] PipelineKind pipeline, [Values] bool hasSecond)
    {
        CoreConfiguration core = new()
        {
            Pipeline = pipeline,
            Branches = new BranchConfiguration { Direction = new DefaultPart("static") },
            Memory = new MemoryConfiguration { L2 = hasSecond ? new CacheConfiguration { Size = new(64 << 10), Latency = 12 } : null },
        };
        Dictionary<ulong, (long Branches, long Chase)> events = Events(Print(core));
        Assert.Multiple(() =>
        {
            Assert.That(events[0x1_0001].Chase, Is.EqualTo(4096), "misses of L1D");
            Assert.That(events[0x1_0000].Chase, Is.EqualTo(4096), "accesses to L1D");
            Assert.That(events[0x1_0000].Branches, Is.Zero);
            Assert.That(events[0x2_0002].Chase, Is.EqualTo(hasSecond ? 4096 : 0), "misses of L2");
            Assert.That(events[4].Chase, Is.InRange(4096, 4098), "misses of the last level, code among them");

            // A call, 1000 branches taken by turns and 1000 of the loop, a return. Static: forward ones are not taken, so 500 are foreseen wrongly, and the loop's last.
            Assert.That(events[5].Branches, Is.EqualTo(2002));
            Assert.That(events[6].Branches, Is.EqualTo(501));
            Assert.That(events[0x2_0007].Branches, Is.EqualTo(2000));
            Assert.That(events[2].Chase, Is.EqualTo(12_293), "instructions: three a turn; the call, three to begin, the return");
            Assert.That(events[8].Branches + events[9].Branches, Is.LessThan(events[1].Branches), "stalls are less than all cycles");
        });
    }

    /// <summary>What the report calls exact is, where an instruction takes a cycle.</summary>
    [Test]
    public void CountsExactlyWithoutTiming()
    {
        string[] exact = [.. Print(null).Where(line => line.StartsWith("exact", StringComparison.Ordinal))];
        Assert.That(exact, Has.Length.EqualTo(4).And.All.EndsWith("loop=2001 inhibited=0 written=12345 on=500"));
    }

    /// <summary>Untimed or timed, the program is told the same by whoever is not about the core.</summary>
    [Test]
    public void GatesAreTheSameTimed([Values] PipelineKind pipeline)
    {
        CoreConfiguration core = new() { Pipeline = pipeline, Branches = new BranchConfiguration { Direction = new DefaultPart("static") } };
        Assert.That(Gates(Print(core)), Is.EqualTo(Gates(Print(null))).And.Length.EqualTo(24));
    }

    /// <summary>
    /// QEMU 7.2 with 29 counters and -icount: the same causes of all 120 attempts to read, the same counts of the loop, the same value of a counter written while it
    /// stands. Not compared, since there QEMU differs from the manual or from itself: mhpmevent keeps any value; an event that it does not know goes on counting what the
    /// one before did; of two reads of a stopped counter the second goes back; a write counts itself (501 for 500); an event is counted by one counter at a time.
    /// </summary>
    [Test]
    [Category("External")]
    public void CountsAndTrapsAsQemuDoes()
    {
        string printed = Tool.Run(
            "qemu-system-riscv64", "qemu-system-misc", "-M", "virt", "-cpu", "rv64,h=true,pmu-num=29", "-icount", "shift=0", "-bios", "none", "-display", "none",
            "-monitor", "none", "-serial", "stdio", "-kernel", Path);
        string[] qemu = Lines(printed);
        string[] own = Print(null);
        Assert.That(Gates(own), Is.EqualTo(Gates(qemu)).And.Length.EqualTo(24));
        Assert.That(Exact(own), Is.EqualTo(Exact(qemu)).And.Length.EqualTo(4));
    }

    private static string[] Gates(string[] lines) => [.. lines.Where(line => line.StartsWith("gate", StringComparison.Ordinal))];

    // Without the words in which QEMU differs.
    private static string[] Exact(string[] lines) =>
    [
        .. lines.Where(line => line.StartsWith("exact", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ').Where(
            word => !word.StartsWith("inhibited", StringComparison.Ordinal) && !word.StartsWith("on=", StringComparison.Ordinal)))),
    ];

    private static Dictionary<ulong, (long Branches, long Chase)> Events(string[] lines) =>
        lines.Where(line => line.StartsWith("event", StringComparison.Ordinal)).Select(line => line.Replace('=', ' ').Split(' ')).ToDictionary(
            words => ulong.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture),
            words => (Number(words[5]), Number(words[7])));

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Print(CoreConfiguration? core)
    {
        using MemoryStream output = new();
        using Machine machine = new(ElfFile.Read(Path, File.ReadAllBytes(Path)), new MachineOptions { Memory = 16 << 20, Output = output });
        RunOutcome outcome = core is null ? machine.Run(Enough) : new TimedMachine(machine, core, Parts).Run(Enough);
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed), outcome.Message);
        return Lines(Encoding.ASCII.GetString(output.ToArray()));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
