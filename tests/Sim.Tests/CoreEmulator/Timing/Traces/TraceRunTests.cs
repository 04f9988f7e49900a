using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Kernel.Plugins;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

internal sealed class TraceRunTests
{
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);
    private static readonly CoreConfiguration Simple = new() { Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } };

    [Test]
    public void WarmsThenMeasures()
    {
        TraceResult result = Run(Loop(1000), new TraceRunOptions { Skip = 10, WarmUp = 100, Instructions = 500, Interval = 200 });
        Assert.Multiple(() =>
        {
            Assert.That(result.WarmedUp, Is.EqualTo(100));
            Assert.That(result.Measures.Instructions, Is.EqualTo(500));
            Assert.That(result.Intervals.Select(row => row.Instructions), Is.EqualTo(new long[] { 200, 200, 100 }));
            Assert.That(result.Intervals.Sum(row => row.Cycles), Is.EqualTo(result.Measures.Cycles));
            Assert.That(result.Measures.Stack.Sum(), Is.EqualTo(result.Measures.Cycles));
            Assert.That(result.IsComplete, Is.False);
            Assert.That(result.Fault, Is.Null);
        });
    }

    [Test]
    public void WhatWasTimedBeforeAFaultIsReported()
    {
        byte[] bytes = Loop(100);
        TraceResult result = Run(bytes[..^5], new TraceRunOptions { WarmUp = 10, Interval = 50 });
        Assert.Multiple(() =>
        {
            Assert.That(result.Measures.Instructions, Is.EqualTo(89));
            Assert.That(result.Intervals.Select(row => row.Instructions), Is.EqualTo(new long[] { 50, 39 }));
            Assert.That(result.Fault!.Message, Does.Contain("record 100 at byte 6336"));
        });
    }

    [Test]
    public void AFaultBeforeTheMeasurementLeavesNothingMeasured()
    {
        TraceResult result = Run(Loop(100)[..^5], new TraceRunOptions { WarmUp = 1000 });
        Assert.Multiple(() =>
        {
            Assert.That(result.WarmedUp, Is.EqualTo(99));
            Assert.That((result.Measures.Instructions, result.Measures.Cycles), Is.EqualTo((0L, 0L)));
        });
    }

    [Test]
    public void AShortTraceIsComplete()
    {
        TraceResult result = Run(Loop(100), new TraceRunOptions());
        Assert.That((result.IsComplete, result.Measures.Instructions), Is.EqualTo((true, 100L)));
    }

    [Test]
    public void PartsOfAnInstructionCountAsOne()
    {
        TraceWriter writer = new();
        for (ulong n = 0; n < 50; n++)
        {
            writer.ChampSim(0x1000 + (4 * n), [25], [3, 10], stores: [0xA000], loads: [0xA000]);
        }

        TraceResult result = Run(writer.Bytes, new TraceRunOptions { Instructions = 20 });
        Assert.That(result.Measures.Instructions, Is.EqualTo(20));
    }

    /// <summary>Behind the first instruction that retires then or later, not a batch further.</summary>
    [TestCase(1)]
    [TestCase(1000)]
    [TestCase(7777)]
    public void EndsAtACycle(long cycles)
    {
        TraceResult result = Run(Loop(100_000), new TraceRunOptions { MaxCycles = cycles });
        TraceResult oneLess = Run(Loop(100_000), new TraceRunOptions { Instructions = result.Measures.Instructions - 1 });
        Assert.Multiple(() =>
        {
            Assert.That(result.IsComplete, Is.False);
            Assert.That(result.Measures.Cycles, Is.GreaterThanOrEqualTo(cycles));
            Assert.That(oneLess.Measures.Cycles, Is.LessThan(cycles));
        });
    }

    [Test]
    public void NothingIsAllocatedForAnInstruction()
    {
        byte[] bytes = Loop(200_000);
        using MemoryStream stream = new(bytes);
        IInstructionSource source = TraceFormats.Open(stream, "t", TraceFormat.ChampSim);
        TimedInstruction i = default;
        source.Next(ref i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long count = 0;
        while (source.Next(ref i))
        {
            count++;
        }

        Assert.That(count, Is.GreaterThan(0));
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count, Is.LessThan(0.01));
    }

    [Test]
    public void FormatsAreToldApart()
    {
        TraceWriter cbp = new();
        TraceWriter cvp = new();
        TraceWriter cloud = new();
        for (ulong n = 0; n < 20; n++)
        {
            cbp.Load(0x1000 + (4 * n), 0xABCD_EF00 + n, 8, movesBase: false, [1], 2).Plain(0x1000 + (4 * n), 0, [3], 4);
            cvp.Plain(0x1000 + (4 * n), 0, [3], 4).Raw(0, 16, 0, 0, 0, 0, 0, 0, 1, 0, 0x20, 0, 0, 0, 0, 0, 0, 8, 1, 7, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0);
            cloud.ChampSim(0x1000 + (4 * n), [1], [2], loads: [0xABCD_0000], isCloudSuite: true);
        }

        Assert.Multiple(() =>
        {
            Assert.That(TraceFormats.Guess(Loop(20)), Is.EqualTo(TraceFormat.ChampSim));
            Assert.That(TraceFormats.Guess(cloud.Bytes), Is.EqualTo(TraceFormat.CloudSuite));
            Assert.That(TraceFormats.Guess(cbp.Bytes), Is.EqualTo(TraceFormat.Cbp));
            Assert.That(TraceFormats.Guess(cvp.Bytes), Is.EqualTo(TraceFormat.Cvp));
            Assert.That(TraceFormats.Guess(Enumerable.Repeat((byte)0xFF, 1000).ToArray()), Is.Null);
        });
    }

    // Ten instructions, of which the last jumps back.
    private static byte[] Loop(int count)
    {
        TraceWriter writer = new();
        for (int n = 0; n < count; n++)
        {
            ulong pc = 0x1000 + (4 * (ulong)(n % 10));
            if (n % 10 == 9)
            {
                writer.ChampSim(pc, [26], [26, 25], isBranch: true, taken: true);
            }
            else
            {
                writer.ChampSim(pc, [10], [3], loads: n % 3 == 0 ? [0xA000 + (8 * (ulong)n)] : []);
            }
        }

        return writer.Bytes;
    }

    private static TraceResult Run(byte[] bytes, TraceRunOptions options)
    {
        using MemoryStream stream = new(bytes);
        return new TraceRun(Simple, Parts, TraceFormats.Open(stream, "t", TraceFormat.ChampSim)).Run(options);
    }
}
