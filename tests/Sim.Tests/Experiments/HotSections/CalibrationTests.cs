using System;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>Cost tables of a core, and what is kept of them for the next time.</summary>
internal sealed class CalibrationTests
{
    private static readonly CoreConfiguration Core = TrialCore.Of(PipelineKind.InOrder);
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sim-hot-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_table_has_a_row_for_each_section_chosen()
    {
        CostTable table = Calibrate("exit-null", "thread-switch");
        Assert.That((table.Core, table.Frequency), Is.EqualTo(("trial", Frequency.FromMegahertz(3000))));
        Assert.That(table.Rows.Select(row => (row.Section, row.Mode, row.Parameters)), Is.EqualTo(
            HotSectionLibrary.Choose(["exit-null", "thread-switch"]).Select(section => (section.Name, section.Mode, section.Parameters))));
    }

    [Test]
    public void Side_by_side_gives_the_same_bytes()
    {
        string Text(int threads) => CostTableWriter.Csv(Calibration.Run(
            Core, TrialCore.Parts, new CalibrationOptions { Sections = ["exit-null", "emulate", "descriptor-ring", "thread-switch"], Threads = threads }));
        Assert.That(Text(3), Is.EqualTo(Text(1)));
    }

    [Test]
    public void What_was_measured_is_taken_from_the_cache()
    {
        Calibrate("emulate");
        string kept = Directory.GetFiles(_folder).Single();
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("emulate,warm,instruction=wfi,", "emulate,warm,instruction=wfi,77", StringComparison.Ordinal));
        Assert.That(Calibrate("emulate").Find("emulate", "instruction=wfi")!.CyclesMean, Is.GreaterThan(77000));
    }

    [Test]
    public void Cores_that_differ_in_an_option_of_a_part_have_keys_of_their_own()
    {
        PluginRegistry parts = Parts.Load();
        string[] keys = [.. new[] { "server-ooo", "branches.direction={ name: tage, tables: 4 }", "branches.direction={ name: tage, tables: 5 }" }.Select(
            set => CalibrationKey.Of(HotSectionLibrary.All[0].Program, CoreCatalogue.Get("server-ooo", parts, set.Contains('=', StringComparison.Ordinal) ? [set] : []), parts))];
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void A_spoilt_file_is_measured_anew()
    {
        CostTable first = Calibrate("emulate");
        string kept = Directory.GetFiles(_folder).Single();
        File.WriteAllText(kept, "spoilt");
        Assert.That(Calibrate("emulate").Rows, Is.EqualTo(first.Rows));
        Assert.That(File.ReadAllText(kept), Does.StartWith("core,"));
    }

    [Test]
    public void Nothing_is_kept_without_a_folder()
    {
        Calibration.Run(Core, TrialCore.Parts, new CalibrationOptions { Sections = ["emulate"] });
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public void Another_core_has_another_key()
    {
        CoreConfiguration[] cores =
        [
            Core,
            Core with { Name = "other" },
            Core with { Pipeline = PipelineKind.OutOfOrder },
            Core with { Frequency = Frequency.FromMegahertz(1000) },
            Core with { System = Core.System with { Csr = 3 } },
            Core with { Memory = Core.Memory with { L2 = new CacheConfiguration() } },
            Core with { Units = [new UnitConfiguration()] },
            Core with { Branches = Core.Branches with { Direction = new DefaultPart("tage") } },
        ];
        HotProgram[] programs = [.. HotSectionLibrary.All.Select(section => section.Program).Distinct()];
        Assert.That(cores.Select(core => CalibrationKey.Of(programs[0], core, TrialCore.Parts)), Is.Unique);
        Assert.That(programs.Select(program => CalibrationKey.Of(program, Core, TrialCore.Parts)), Is.Unique);
    }

    /// <summary>By what it is, not by which object it is.</summary>
    [Test]
    public void An_equal_core_has_the_same_key()
    {
        HotProgram program = HotSectionLibrary.All[0].Program;
        Assert.That(CalibrationKey.Of(program, TrialCore.Of(PipelineKind.InOrder), TrialCore.Parts), Is.EqualTo(CalibrationKey.Of(program, Core, TrialCore.Parts)));
    }

    [Test]
    public void The_key_writes_all_that_a_configuration_holds()
    {
        StringBuilder text = new();
        CalibrationKey.Append(text, Core.System);
        Assert.That(text.ToString(), Does.Contain("Csr=2;").And.Contain("Device={").And.Contain("Nanoseconds=100;"));
    }

    [Test]
    public void An_unknown_section_is_told_before_anything_runs() =>
        Assert.That(() => Calibrate("exit-nil"), Throws.InstanceOf<InputException>());

    [Test]
    public void A_core_without_h_has_no_sections_that_need_it()
    {
        CoreConfiguration core = Core with { Isa = "rv64gc" };
        CostTable table = Calibration.Run(core, TrialCore.Parts, new CalibrationOptions { Sections = ["exit-null", "emulate", "thread-switch"] });
        Assert.That(table.Rows.Select(row => row.Section).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "emulate", "thread-switch" }));
        Assert.That(FittingSections.Of(core, []).Sections.Select(section => section.Name), Does.Contain(HotSectionLibrary.Empty).And.Not.Contain("random-access"));
        Assert.That(FittingSections.Of(core, ["emulate", "virtual-ipi"]).Names, Is.EqualTo("virtual-ipi"));
    }

    [TestCase("rv64gc", "exit-null", "core trial (isa rv64gc) has no H, which exit-null would need")]
    [TestCase("rv64imac", "memcpy", "core trial (isa rv64imac) has no F, D, Zifencei, which memcpy would need")]
    public void Where_nothing_is_left_to_run_it_is_refused(string isa, string section, string message) => Assert.That(
        () => Calibration.Run(Core with { Isa = isa }, TrialCore.Parts, new CalibrationOptions { Sections = [section] }),
        Throws.InstanceOf<InputException>().With.Message.Contains(message));

    private CostTable Calibrate(params string[] sections) =>
        Calibration.Run(Core, TrialCore.Parts, new CalibrationOptions { Sections = sections, CacheFolder = _folder });
}
