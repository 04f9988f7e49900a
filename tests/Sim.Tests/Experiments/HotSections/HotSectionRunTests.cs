using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.HotSections;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>Each program of hot sections checks its own results on timed cores, and each section of the library has its samples.</summary>
internal sealed class HotSectionRunTests
{
    private static readonly PluginRegistry Parts = new([typeof(CoreModel).Assembly]);

    private static IEnumerable<string> Programs => HotSectionLibrary.All.Select(section => section.Program.Name).Distinct(StringComparer.Ordinal);

    [TestCaseSource(nameof(Programs))]
    public void Program_passes_and_every_section_has_samples_in_order(string name) => Passes(name, PipelineKind.InOrder);

    [TestCaseSource(nameof(Programs))]
    public void Program_passes_and_every_section_has_samples_out_of_order(string name) => Passes(name, PipelineKind.OutOfOrder);

    private static void Passes(string name, PipelineKind kind)
    {
        HotSection[] sections = [.. HotSectionLibrary.All.Where(section => section.Program.Name == name)];
        DateTime t = DateTime.Now;
        IReadOnlyList<SectionMeasure> measures = HotSectionRun.Run(sections[0].Program, new CoreConfiguration { Pipeline = kind, Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } }, Parts);
        TestContext.Out.WriteLine((DateTime.Now - t).TotalSeconds);
        foreach (var m in measures)
        {
            var r = m.ToRow(null);
            TestContext.Out.WriteLine($"{r.Section,-22} {r.Mode} {r.Parameters,-50} {r.CyclesMean,10} {r.CyclesP50,10} {r.CyclesP99,10} i {r.Instructions} n {r.Samples} +- {r.Confidence}");
        }

        foreach (HotSection section in sections)
        {
            SectionMeasure measure = measures.Single(measure => measure.Section == section);
            Assert.That(measure.Samples, Is.GreaterThanOrEqualTo(20), $"{section.Name} {section.Parameters}");
        }
    }
}
