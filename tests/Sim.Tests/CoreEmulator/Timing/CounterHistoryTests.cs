using System;
using System.IO;
using System.Linq;
using FsCheck;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>Performance counters through whatever may happen to them: written, stopped, given other events, in machines that are timed, warmed, run untimed, saved and restored.</summary>
internal sealed class CounterHistoryTests
{
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    private static readonly CoreConfiguration Core = new()
    {
        Pipeline = PipelineKind.InOrder,
        Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") },
        Memory = new MemoryConfiguration { L2 = new CacheConfiguration { Size = new(256 << 10), Latency = 12 }, Llc = new CacheConfiguration { Size = new(1 << 20), Latency = 40 } },
    };

    /// <summary>Two counters of random events and a random history, against a clerk who adds up what is reported after each piece.</summary>
    [FsCheck.NUnit.Property(MaxTest = 40)]
    public void AreAsAClerkKeepsThem(int seed, NonEmptyArray<byte> history)
    {
        using Subject subject = new(paged: (seed & 1) != 0);
        Random random = new(seed);
        foreach (byte step in history.Get)
        {
            subject.Do(step % 12, random);
            subject.Compare();
        }
    }

    /// <summary>Deltas of pieces add up to that of the whole, and what a counter misses while it is stopped is missing.</summary>
    [Test]
    public void DeltasAddUp()
    {
        using Machine machine = Made(paged: true);
        TimedMachine timed = new(machine, Core, Parts);
        Hart hart = machine.Harts[0];
        const int Whole = 0xB03;
        const int Parted = 0xB1F;
        const ulong Branches = 5;
        Write(hart, 0x323, Branches);
        Write(hart, 0x33F, Branches);
        ulong sum = 0;
        ulong missed = 0;
        for (int piece = 0; piece < 20; piece++)
        {
            (ulong before, ulong whole) = (Read(hart, Parted), Read(hart, Whole));
            timed.RunQuietly(1000);
            sum += Read(hart, Parted) - before;
            missed += piece % 2 == 0 ? 0 : Read(hart, Whole) - whole;
            Write(hart, 0x320, piece % 2 == 0 ? 1UL << 31 : 0);
        }

        Assert.That(missed, Is.GreaterThan(500));
        Assert.That(Read(hart, Whole) - Read(hart, Parted), Is.EqualTo(missed));
        Assert.That(Read(hart, Parted), Is.EqualTo(sum));
        Assert.That(Read(hart, Whole), Is.EqualTo((ulong)timed.Cores[0].Measure()["branches"]));
    }

    /// <summary>A counter of cycles and one of misses through untimed and timed stretches never go back.</summary>
    [Test]
    public void NeverGoBackWhenTimingComesAndGoes()
    {
        using Machine machine = Made(paged: true);
        Hart hart = machine.Harts[0];
        Write(hart, 0x323, PerformanceEvents.CpuCycles);
        Write(hart, 0x324, 0x1_0001);
        machine.RunQuietly(5000);
        Assert.That(Read(hart, 0xB03), Is.EqualTo(5000), "a step takes a cycle");
        TimedMachine timed = new(machine, Core, Parts);
        (ulong cycles, ulong misses) = (Read(hart, 0xB03), Read(hart, 0xB04));
        Assert.That((cycles, misses), Is.EqualTo((5000UL, 0UL)));
        foreach (TimingMode mode in new[] { TimingMode.Timed, TimingMode.Functional, TimingMode.Warming, TimingMode.Timed, TimingMode.Functional })
        {
            timed.Mode = mode;
            Assert.That(Read(hart, 0xB03), Is.EqualTo(cycles));
            timed.RunQuietly(3000);
            Assert.That(Read(hart, 0xB03), Is.GreaterThanOrEqualTo(cycles + 3000));
            Assert.That(Read(hart, 0xB04), mode == TimingMode.Functional ? Is.EqualTo(misses) : Is.GreaterThanOrEqualTo(misses));
            (cycles, misses) = (Read(hart, 0xB03), Read(hart, 0xB04));
        }
    }

    /// <summary>Each hart counts what its own core does, and of the shared cache what its own core asks: what other cores hand over was asked for too.</summary>
    [Test]
    public void EachHartCountsItsOwn()
    {
        using Machine machine = new(CounterProgram.Make(CounterProgram.Random(3, 50, 30)).Program(), new MachineOptions { Memory = 1 << 20, Harts = 2 });
        TimedMachine timed = new(machine, Core, Parts);
        foreach (Hart hart in machine.Harts)
        {
            Write(hart, 0x33C, 3);
            Write(hart, 0x33D, 4);
            Write(hart, 0x33E, 5);
            Write(hart, 0x33F, PerformanceEvents.Instructions);
        }

        timed.RunQuietly(2000);
        ulong references = machine.Harts.Aggregate(0UL, (sum, hart) => sum + Read(hart, 0xB1C));
        ulong misses = machine.Harts.Aggregate(0UL, (sum, hart) => sum + Read(hart, 0xB1D));
        CoreMeasures shared = timed.Cores[0].Measure();
        Assert.That(references, Is.GreaterThanOrEqualTo((ulong)shared["llc_accesses"]).And.GreaterThan(0));
        Assert.That(misses, Is.EqualTo((ulong)shared["llc_misses"]).And.GreaterThan(0));
        foreach (Hart hart in machine.Harts)
        {
            CoreMeasures measures = timed.Cores[hart.Id].Measure();
            Assert.That(Read(hart, 0xB1E), Is.EqualTo((ulong)measures["branches"]));
            Assert.That(Read(hart, 0xB1F), Is.EqualTo((ulong)measures.Instructions));
        }
    }

    /// <summary>Reading makes no garbage.</summary>
    [Test]
    public void ReadingAllocatesNothing()
    {
        using Machine machine = Made(paged: false);
        TimedMachine timed = new(machine, Core, Parts);
        timed.RunQuietly(10_000);
        CorePerformanceCounts counts = new(timed.Cores[0]);
        ulong sum = Sum(counts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 100; n++)
        {
            sum = Sum(counts);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(sum, Is.GreaterThan(0));
    }

    private static ulong Sum(CorePerformanceCounts counts)
    {
        ulong sum = 0;
        for (int n = 0; n < PerformanceEvents.All.Count; n++)
        {
            sum += counts.Count(PerformanceEvents.All[n]);
        }

        return sum;
    }

    private static Machine Made(bool paged)
    {
        string path = Path.Combine(Repository.Folder, "tests/Sim.Benchmarks/Core/Programs", paged ? "mix-paged.elf" : "mix.elf");
        return new Machine(ElfFile.Read(path, File.ReadAllBytes(path)), new MachineOptions { Memory = 16 << 20, Translates = false });
    }

    private static ulong Read(Hart hart, int csr) => hart.Csrs.At(csr)!.Read();

    private static void Write(Hart hart, int csr, ulong value) => hart.Csrs.At(csr)!.Write(value);

    /// <summary>A machine, and a clerk's books of its counters.</summary>
    private sealed class Subject : IDisposable
    {
        private static readonly int[] Numbers = [3, 17, 31];
        private readonly bool _paged;
        private readonly ulong[] _values = new ulong[Numbers.Length];
        private readonly PerformanceEvent?[] _events = new PerformanceEvent?[Numbers.Length];
        private readonly bool[] _stopped = new bool[Numbers.Length];
        private Machine _machine;
        private TimedMachine _timed;

        public Subject(bool paged)
        {
            _paged = paged;
            _machine = Made(paged);
            _timed = new TimedMachine(_machine, Core, Parts);
        }

        private Hart Hart => _machine.Harts[0];

        public void Do(int what, Random random)
        {
            int which = random.Next(Numbers.Length);
            switch (what)
            {
                case 0:
                    _stopped[which] = !_stopped[which];
                    Write(Hart, 0x320, Numbers.Where((_, n) => _stopped[n]).Aggregate(0UL, (bits, n) => bits | (1UL << n)));
                    break;
                case 1:
                    Set(which, (ulong)random.NextInt64());
                    break;
                case 2:
                    _timed.Mode = (TimingMode)random.Next(3);
                    break;
                case 3:
                    Restore();
                    break;
                case 4 or 5 or 6:
                    _events[which] = random.Next(8) == 0 ? null : PerformanceEvents.All[random.Next(PerformanceEvents.All.Count)];
                    Write(Hart, 0x320 + Numbers[which], _events[which]?.Code ?? 7);
                    break;
                default:
                    Run((ulong)random.Next(1, 700));
                    break;
            }
        }

        public void Compare()
        {
            for (int n = 0; n < Numbers.Length; n++)
            {
                Assert.That(Read(Hart, 0xB00 + Numbers[n]), Is.EqualTo(_values[n]), $"mhpmcounter{Numbers[n]} counts {_events[n]?.Name ?? "nothing"}");
                Assert.That(Read(Hart, 0xC00 + Numbers[n]), Is.EqualTo(_values[n]));
                Assert.That(Read(Hart, 0x320 + Numbers[n]), Is.EqualTo(_events[n]?.Code ?? 0));
            }
        }

        public void Dispose() => _machine.Dispose();

        private void Run(ulong steps)
        {
            (CoreMeasures measures, ulong cycles, ulong retired) = (_timed.Cores[0].Measure(), Hart.Cycles, Hart.Retired);
            _timed.RunQuietly(steps);
            CoreMeasures done = _timed.Cores[0].Measure().Since(measures);
            for (int n = 0; n < Numbers.Length; n++)
            {
                if (!_stopped[n] && _events[n] is { } what)
                {
                    // Untimed cycles and instructions count too.
                    ulong delta = what.Code == PerformanceEvents.CpuCycles ? Hart.Cycles - cycles
                        : what.Code == PerformanceEvents.Instructions ? Hart.Retired - retired
                        : (ulong)CounterFigures.Of(what, done);
                    _values[n] = unchecked(_values[n] + delta);
                }
            }
        }

        // Written between instructions: the one that would have written it is missing from those that count it.
        private void Set(int which, ulong value)
        {
            Write(Hart, 0xB00 + Numbers[which], value);
            bool countsItself = !_stopped[which] && _events[which]?.Code is PerformanceEvents.CpuCycles or PerformanceEvents.Instructions;
            _values[which] = unchecked(value - (countsItself ? 1UL : 0));
        }

        // Into a new machine, whose core has counted nothing yet.
        private void Restore()
        {
            using MemoryStream saved = new();
            _machine.Save(saved);
            Machine other = Made(_paged);
            TimedMachine timed = new(other, Core, Parts);
            other.Restore("saved", saved.ToArray());
            timed.Mode = TimingMode.Timed;
            _machine.Dispose();
            (_machine, _timed) = (other, timed);
        }
    }
}
