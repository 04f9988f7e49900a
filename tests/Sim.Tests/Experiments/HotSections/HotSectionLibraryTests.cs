using System;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.HotSections;
using Sim.Kernel;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>The list of hot sections.</summary>
internal sealed class HotSectionLibraryTests
{
    [Test]
    public void No_two_sections_have_the_same_row() => Assert.That(
        HotSectionLibrary.All.Select(section => (section.Name, section.Mode, section.Parameters)), Is.Unique);

    [Test]
    public void No_two_sections_have_the_same_marker() => Assert.That(HotSectionLibrary.All.Select(section => (section.Program, section.Marker)), Is.Unique);

    /// <summary>The row of issue 7 for each: what a hypervisor does, and how it is done without the hardware's help.</summary>
    [TestCase("empty")]
    [TestCase("exit-null")]
    [TestCase("exit-device")]
    [TestCase("timer-injection")]
    [TestCase("virtual-ipi")]
    [TestCase("guest-page-fault")]
    [TestCase("random-access")]
    [TestCase("integer-program")]
    [TestCase("shared-cache")]
    [TestCase("page-table-write")]
    [TestCase("emulate")]
    [TestCase("translate-block")]
    [TestCase("privileged-block")]
    [TestCase("hypercall-batch")]
    [TestCase("page-zero")]
    [TestCase("page-copy")]
    [TestCase("page-compare")]
    [TestCase("page-hash")]
    [TestCase("memcpy")]
    [TestCase("lock-handoff")]
    [TestCase("thread-switch")]
    [TestCase("descriptor-ring")]
    [TestCase("page-compress")]
    public void Has_the_section(string name) => Assert.That(HotSectionLibrary.Names, Has.Member(name));

    [Test]
    public void Names_choose_sections() =>
        Assert.That(HotSectionLibrary.Choose(["memcpy", "page-zero"]).Select(section => section.Name).Distinct(StringComparer.Ordinal), Is.EquivalentTo(["memcpy", "page-zero"]));

    [Test]
    public void No_name_chooses_all() => Assert.That(HotSectionLibrary.Choose([]), Is.EqualTo(HotSectionLibrary.All));

    [Test]
    public void All_unknown_names_are_told_with_the_nearest()
    {
        InputException fault = Assert.Throws<InputException>(() => HotSectionLibrary.Choose(["memcopy", "exit-nul"]))!;
        Assert.That(fault.Errors.Select(error => error.Message), Is.EqualTo([
            "section 'memcopy' unknown; did you mean 'memcpy'?",
            "section 'exit-nul' unknown; did you mean 'exit-null'?",
        ]));
    }
}
