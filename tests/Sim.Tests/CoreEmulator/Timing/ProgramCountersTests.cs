using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>What a program reads in its performance counters is what the run reports of the same instructions.</summary>
internal sealed class ProgramCountersTests
{
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    private static IEnumerable<string> Cores => CoreCatalogue.Names;

    /// <summary>Random bodies, all events, each on a counter of its own number: equal to the last cycle.</summary>
    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void ReadsWhatIsMeasured(int seed, byte core)
    {
        CoreConfiguration configuration = Core(CoreCatalogue.Names[core % CoreCatalogue.Names.Count]);
        Compare(configuration, CounterProgram.Random(seed, instructions: 60, times: 8));
    }

    [TestCaseSource(nameof(Cores))]
    public void ReadsWhatIsMeasuredOnEachCore(string core) => Compare(Core(core), CounterProgram.Random(seed: 1, instructions: 100, times: 20));

    /// <summary>Of 1000 branches backwards a static predictor foresees all but the last, which falls through; and the return's target, from its stack.</summary>
    [Test]
    public void OneOfAThousandBranchesIsMispredicted([Values] PipelineKind pipeline)
    {
        CoreConfiguration core = new() { Pipeline = pipeline, Branches = new BranchConfiguration { Direction = new DefaultPart("static") } };
        uint[] loop = [Asm.Addi(Asm.T0, 0, 1000), Asm.Addi(Asm.T0, Asm.T0, -1), Asm.Bne(Asm.T0, 0, -4), CounterProgram.Ret];
        Dictionary<string, long> read = Compare(core, loop);
        Assert.Multiple(() =>
        {
            // The call and the return are branches too.
            Assert.That(read["branch-instructions"], Is.EqualTo(1002));
            Assert.That(read["branch-misses"], Is.EqualTo(1));
            Assert.That(read["conditional-branches"], Is.EqualTo(1000));
            Assert.That(read["conditional-branch-misses"], Is.EqualTo(1));

            // Between the two reads: the first read, the call, 1 + 2000 in the loop, the return, the marker.
            Assert.That(read["instructions"], Is.EqualTo(2005));
        });
    }

    /// <summary>64 loads of a line each, in a cache of 16 lines, taken around and around in order: least recently used, each misses each time.</summary>
    [Test]
    public void AllLoadsOfALoopThatDoesNotFitMiss([Values] PipelineKind pipeline)
    {
        CacheConfiguration small = new() { Size = new(1024), Ways = 2, Line = 64, Replacement = new DefaultPart("lru") };
        CoreConfiguration core = Simple(pipeline, small);
        Dictionary<string, long> read = Compare(core, Sweep(lines: 64));
        Assert.That(read["L1-dcache-loads"], Is.EqualTo(64));
        Assert.That(read["L1-dcache-load-misses"], Is.EqualTo(64));
    }

    /// <summary>The same in a cache that holds them: read before, for the events that come first, they all hit.</summary>
    [Test]
    public void NoLoadOfALoopThatFitsMisses([Values] PipelineKind pipeline)
    {
        CacheConfiguration large = new() { Size = new(32 << 10), Ways = 8, Line = 64, Replacement = new DefaultPart("lru") };
        Dictionary<string, long> read = Compare(Simple(pipeline, large), Sweep(lines: 64));
        Assert.That(read["L1-dcache-loads"], Is.EqualTo(64));
        Assert.That(read["L1-dcache-load-misses"], Is.Zero);
    }

    private static uint[] Sweep(int lines) =>
    [
        Asm.Addi(Asm.T0, 25, 0), Asm.Addi(Asm.T1, 0, lines),
        Asm.Ld(Asm.T2, Asm.T0, 0), Asm.Addi(Asm.T0, Asm.T0, 64), Asm.Addi(Asm.T1, Asm.T1, -1), Asm.Bne(Asm.T1, 0, -12), CounterProgram.Ret,
    ];

    private static CoreConfiguration Simple(PipelineKind pipeline, CacheConfiguration data) => new()
    {
        Pipeline = pipeline,
        Branches = new BranchConfiguration { Direction = new DefaultPart("static") },
        Memory = new MemoryConfiguration { L1D = data },
    };

    private static CoreConfiguration Core(string name) => (CoreConfiguration)CoreCatalogue.Catalogues.Get("cores", name);

    // What the program read, which is compared with what was measured between the same markers.
    private static Dictionary<string, long> Compare(CoreConfiguration core, uint[] body)
    {
        using Machine machine = new(CounterProgram.Make(body).Program(), new MachineOptions { Memory = 1 << 20 });
        TimedMachine timed = new(machine, core, Parts);
        Dictionary<int, CoreMeasures> begun = [];
        Dictionary<int, long> expected = [];
        timed.Marked = (_, marker) =>
        {
            int index = marker & (Markers.Begin - 1);
            if (marker < Markers.End)
            {
                begun[index] = timed.Cores[0].Measure();
            }
            else
            {
                expected[index] = CounterFigures.Of(PerformanceEvents.All[index], timed.Cores[0].Measure().Since(begun[index]));
            }
        };
        RunOutcome outcome = timed.Run(10_000_000);
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed), outcome.Message);
        Dictionary<string, long> read = PerformanceEvents.All.ToDictionary(what => what.Name, what => Result(machine, what.Index), StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            foreach (PerformanceEvent what in PerformanceEvents.All)
            {
                Assert.That(read[what.Name], Is.EqualTo(expected[what.Index]), $"{core.Name}: {what.Name}");
            }
        });
        return read;
    }

    private static long Result(Machine machine, int index)
    {
        byte[] bytes = new byte[8];
        machine.Bus.TryRead(CounterProgram.Results + (8UL * (ulong)index), bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
