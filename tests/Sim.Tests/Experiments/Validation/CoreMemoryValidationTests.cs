using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Experiments.Validation;
using Sim.Experiments.Validation.CoreMemory;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Experiments.Validation;

/// <summary>Loops of one feature find what cores were configured to be; all cores do so in <c>sim validate core-memory</c>.</summary>
public sealed class CoreMemoryValidationTests
{
    private static readonly PluginRegistry All = Parts.Load();

    // In order without a last level, in order with one, out of order, and one that writes through.
    [TestCase("c-class")]
    [TestCase("rocket")]
    [TestCase("boom-small")]
    [TestCase("cva6")]
    public void A_core_is_what_it_was_configured_to_be(string name)
    {
        ValidationCase[] rows = CoreMemoryStudies.Of(name, CoreCatalogue.Get(name, All), All).Judge(new ValidationOptions());
        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Length.GreaterThan(15));
            Assert.That(rows.Where(row => row.Verdict != Verdict.Ok).Select(row => $"{row.Name}: {row.Found} for {row.Expected}"), Is.Empty);
            Assert.That(rows.Select(row => row.Name), Is.Unique);
            Assert.That(rows.Select(row => row.Source), Has.None.Empty);
        });
    }

    [Test]
    public void What_is_configured_otherwise_is_found_otherwise()
    {
        CoreConfiguration rocket = CoreCatalogue.Get("rocket", All, ["memory.l1d.latency=5", "memory.l1d.size=32 KiB", "memory.l1d.ways=8"]);
        StudyMeasure[] plain = [.. CoreMemoryStudies.Of("rocket", CoreCatalogue.Get("rocket", All), All).Measures];
        ValidationCase[] found = CoreMemoryStudies.Of("rocket", rocket, All).Judge(new ValidationOptions());
        Assert.Multiple(() =>
        {
            Assert.That(Value(found, "chase in L1"), Is.EqualTo(5).Within(0.05).And.Not.EqualTo(plain[0].Expected));
            Assert.That(Value(found, "L1 by its knee"), Is.EqualTo(32).Within(1));
        });
    }

    // The second lap around a ring that fits hits, as soon as the first is over, whatever misses the warm-up has sent.
    [Test]
    public void A_warm_up_leaves_nothing_under_way()
    {
        CoreConfiguration core = CoreCatalogue.Get("rocket", All);
        CoreMeasures lap = MicroRun.Of(core, All, [MicroRequest.Chase(MicroLoop.ChaseShuffled, 8 << 10, 64, 4096)])[0];
        Assert.That(lap["l1d_misses"], Is.Zero);
        Assert.That((double)lap.Cycles / 4096, Is.EqualTo(2).Within(0.1));
    }

    [Test]
    public void Quick_leaves_out_cores_with_a_large_last_level()
    {
        IReadOnlyList<Study> quick = CoreMemoryStudies.All(quick: true);
        Assert.That(quick.Select(study => study.Name), Does.Contain("rocket").And.None.EqualTo("server-ooo"));
        Assert.That(CoreMemoryStudies.All(quick: false).Select(study => study.Name), Is.EquivalentTo(CoreCatalogue.Names));
    }

    [Test]
    public void Figures_are_sums_of_keys()
    {
        CoreConfiguration core = new()
        {
            Frequency = Frequency.FromMegahertz(2000),
            Memory = new MemoryConfiguration
            {
                L1D = new CacheConfiguration { Latency = 4 },
                Llc = new CacheConfiguration { Latency = 20 },
                Dram = new DramConfiguration
                {
                    Frequency = Frequency.FromMegahertz(1000),
                    Channels = 1,
                    Width = 8,
                    Cas = 10,
                    Rcd = 11,
                    Rp = 12,
                    Overhead = Duration.FromNanoseconds(5),
                    RefreshInterval = Duration.Zero,
                },
            },
        };
        MemoryFigures figures = new(core);
        Assert.Multiple(() =>
        {
            Assert.That(figures.Levels.Select(level => level.Cycles), Is.EqualTo(new[] { 4.0, 24.0 }));
            Assert.That(figures.RowConflict, Is.EqualTo(24 + 66 + 8 + 10), "33 cycles of half the core's clock, 4 for the line, 5 ns");
            Assert.That(figures.PerSecond(figures.Peak), Is.EqualTo(16).Within(1e-9), "8 bytes at both edges of 1 GHz");
        });
    }

    [Test]
    public void It_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        ValidationOptions options = new() { Quick = true, Cancellation = source.Token };
        Assert.That(() => new CoreMemoryValidation().Run(options).ToArray(), Throws.InstanceOf<OperationCanceledException>());
    }

    private static double Value(ValidationCase[] rows, string name) => rows.Single(row => row.Name.Contains(name, StringComparison.Ordinal)).Found;
}
