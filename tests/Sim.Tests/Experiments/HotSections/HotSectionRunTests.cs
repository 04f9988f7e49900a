using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.HotSections;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>On timed cores too each program finds its own results right, and each section of the library gets its samples.</summary>
internal sealed class HotSectionRunTests
{
    private const int FewestSamples = 20;

    private static IEnumerable<string> Programs => HotSectionLibrary.All.Select(section => section.Program.Name).Distinct(StringComparer.Ordinal);

    [TestCaseSource(nameof(Programs))]
    public void Every_section_has_samples_in_order(string name) => HasSamples(name, PipelineKind.InOrder);

    [TestCaseSource(nameof(Programs))]
    public void Every_section_has_samples_out_of_order(string name) => HasSamples(name, PipelineKind.OutOfOrder);

    /// <summary>Whichever core: the instructions between two markers are the program's.</summary>
    [Test]
    public void Sections_on_one_hart_take_the_same_instructions_on_every_core()
    {
        HotProgram program = Of("deprivileged")[0].Program;
        double[] Counts(PipelineKind kind) => [.. HotSectionRun.Run(program, TrialCore.Of(kind), TrialCore.Parts).Select(measure => measure.Instructions)];
        Assert.That(Counts(PipelineKind.InOrder), Is.EqualTo(Counts(PipelineKind.OutOfOrder)));
    }

    [Test]
    public void A_run_is_the_same_each_time()
    {
        HotProgram program = Of("locks")[0].Program;
        object[] Rows() => [.. HotSectionRun.Run(program, TrialCore.Of(PipelineKind.OutOfOrder), TrialCore.Parts).Select(measure => measure.ToRow(null))];
        Assert.That(Rows(), Is.EqualTo(Rows()));
    }

    [Test]
    public void A_run_can_be_stopped()
    {
        HotProgram program = Of("pages")[0].Program;
        Assert.That(
            () => HotSectionRun.Run(program, TrialCore.Of(PipelineKind.OutOfOrder), TrialCore.Parts, () => true),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static HotSection[] Of(string program) => [.. HotSectionLibrary.All.Where(section => section.Program.Name == program)];

    private static void HasSamples(string name, PipelineKind kind)
    {
        HotSection[] sections = Of(name);
        IReadOnlyList<SectionMeasure> measures = HotSectionRun.Run(sections[0].Program, TrialCore.Of(kind), TrialCore.Parts);
        Assert.Multiple(() =>
        {
            foreach (HotSection section in sections)
            {
                SectionMeasure measure = measures.Single(measure => measure.Section == section);
                string what = $"{section.Name}, {section.Mode} ({section.Parameters})";
                Assert.That(measure.Samples, Is.GreaterThanOrEqualTo(FewestSamples), what);
                Assert.That(measure.Mean, Is.GreaterThan(0), what);
            }
        });
    }
}
