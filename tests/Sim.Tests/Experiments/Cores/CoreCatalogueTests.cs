using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Experiments.Cores;

/// <summary>The catalogue of cores, and users' files over it.</summary>
internal sealed class CoreCatalogueTests
{
    private static readonly PluginRegistry Known = Parts.Load();

    private static IEnumerable<string> Names => CoreCatalogue.Names;

    [TestCaseSource(nameof(Names))]
    public void Every_core_can_be_built_and_says_where_its_numbers_come_from(string name)
    {
        CoreConfiguration core = CoreCatalogue.Get(name, Known);
        MemorySystem memory = new(core, 1, Known);
        CoreModel model = new(core, memory.Ports[0], new IdentityPageTables(), 0, Known);
        Assert.Multiple(() =>
        {
            Assert.That(core.Name, Is.EqualTo(name));
            Assert.That(core.Summary, Is.Not.Empty);
            Assert.That(core.Source, Has.Length.GreaterThan(20));
            Assert.That(model.Cycle, Is.Zero);
            Assert.That(() => core.Isa.Length > 0 ? IsaString.Parse(core.Isa, name) : default, Throws.Nothing);
        });
    }

    [Test]
    public void What_the_issue_names_is_there()
    {
        Assert.That(Names, Is.SupersetOf((string[])["rocket", "boom-small", "boom-medium", "boom-large", "boom-mega", "boom-mega-sfb", "u74", "c910", "cva6", "cva6s-plus", "p550", "c-class", "cbp2025", "server-ooo", "generic-inorder"]));
        foreach (PipelineKind pipeline in (PipelineKind[])[PipelineKind.InOrder, PipelineKind.OutOfOrder])
        {
            Assert.That(CoreCatalogue.Get(CoreCatalogue.Default(pipeline), Known).Pipeline, Is.EqualTo(pipeline));
        }
    }

    [Test]
    public void An_entry_that_extends_another_changes_only_what_it_names()
    {
        CoreConfiguration mega = CoreCatalogue.Get("boom-mega", Known);
        CoreConfiguration predicated = CoreCatalogue.Get("boom-mega-sfb", Known);
        Assert.Multiple(() =>
        {
            Assert.That((mega.FrontEnd.ShortForwardBranches, predicated.FrontEnd.ShortForwardBranches), Is.EqualTo((0, 8)));
            Assert.That(predicated.FrontEnd with { ShortForwardBranches = 0 }, Is.EqualTo(mega.FrontEnd));
            Assert.That(predicated.OutOfOrder.Rob, Is.EqualTo(mega.OutOfOrder.Rob));
            Assert.That(CoreCatalogue.Get("boom-small", Known).Memory.L1I.Size.Count, Is.EqualTo(16 << 10), "from boom-medium");
        });
    }

    [Test]
    public void Keys_are_set_over_a_core()
    {
        CoreConfiguration core = CoreCatalogue.Get("rocket", Known, ["memory.l1d.latency=3", "units.0.latency=9", "branches.direction={ name: gshare, entries: 64 }"]);
        Assert.That((core.Memory.L1D.Latency, core.Units[0].Latency, core.Branches.Direction.Name, core.Memory.L1D.Ways), Is.EqualTo((3, 9, "gshare", 4)));
        Assert.That(Fault("rocket", "memory.l1d.latnecy=3"), Does.Contain("did you mean 'latency'?"));
        Assert.That(Fault("rocket", "memory"), Does.Contain("must be path=value, such as memory.l1d.latency=3"));
    }

    /// <summary>Options of the part that is replaced mean nothing to the new one; where the part stays they do.</summary>
    [Test]
    public void Another_part_does_not_take_over_the_old_ones_options()
    {
        CoreConfiguration other = CoreCatalogue.Get(File("other.yaml", "extends: rocket\nsource: me\nbranches: { direction: { name: local, history: 5 } }\n"), Known);
        CoreConfiguration same = CoreCatalogue.Get(File("same.yaml", "extends: rocket\nsource: me\nbranches: { direction: { history: 5 } }\n"), Known);
        Assert.Multiple(() =>
        {
            Assert.That(other.Branches.Direction.Name, Is.EqualTo("local"));
            Assert.That(Bits(other), Is.EqualTo((128 * 32 * 2) + (128 * 5)));
            Assert.That(Bits(same), Is.EqualTo(512 + 5), "Rocket's gshare of 512 counters of 1 bit");
        });
    }

    [Test]
    public void A_users_file_extends_a_core()
    {
        CoreConfiguration core = CoreCatalogue.Get(File("mine.yaml", "extends: cva6\nfrequency: 2 GHz\nmemory: { l1d: { prefetchers: [next-line, { name: stride, degree: 2 }] } }\n"), Known);
        Assert.That((core.Name, core.Frequency.Megahertz, core.InOrder.Scoreboard, core.Memory.L1D.Prefetchers.Count), Is.EqualTo(("mine", 2000, 8, 2)));
    }

    [Test]
    public void A_users_catalogue_lies_over_that_of_Sim()
    {
        string file = File("cores.yaml", "cores:\n  a: { extends: rocket, source: me, cores: 2 }\n  b: { extends: a, source: me, frequency: 3 GHz }\n");
        CoreConfiguration core = CoreCatalogue.Get(file + "#b", Known);
        Assert.That((core.Name, core.Cores, core.Frequency.Megahertz, core.Pipeline), Is.EqualTo(("b", 2, 3000, PipelineKind.InOrder)));
        Assert.That(Fault(file), Does.Contain("has the entries a, b; write"));
        Assert.That(Fault(file + "#c"), Does.Contain("'c' is not in cores"));
    }

    [Test]
    public void All_faults_are_told_at_once_and_where()
    {
        string file = File("wrong.yaml", "extends: server-ooo\nfrontEnd: { bytes: 12, widht: 4 }\nbranches: { btb: 100 }\nmemory:\n  l1d: { size: 33 KiB, ways: 8 }\n  l2: { line: 48 }\n");
        Assert.That(Fault(file).Split('\n'), Is.EqualTo((string[])[
            "wrong.yaml:2:24: frontEnd.widht: unknown key; did you mean 'width'?",
            "wrong.yaml:3:18: branches.btb: 100 given; must be 6 ways times a power of 2",
            "wrong.yaml:5:16: memory.l1d.size: 33 KiB given; must be 8 ways times lines of 64 B times a power of 2",
            "wrong.yaml:6:15: memory.l2.line: 48 given; must be a power of 2",
        ]));
        string parts = File("parts.yaml", "extends: server-ooo\nbranches: { direction: bimodall }\nmemory: { l1d: { prefetchers: [strid], replacement: { name: lru, x: 1 } } }\n");
        Assert.That(Fault(parts).Split('\n'), Is.EquivalentTo((string[])[
            "parts.yaml:2:24: branches.direction: 'bimodall' is unknown; did you mean 'bimodal'?",
            "parts.yaml:3:32: memory.l1d.prefetchers[0]: 'strid' is unknown; did you mean 'stride'?",
            "parts.yaml:3:66: memory.l1d.replacement.x: unknown key; this part has no options",
        ]));
    }

    [Test]
    public void What_is_no_core_is_told_so()
    {
        Assert.That(Fault("boom-mage"), Does.Contain("did you mean 'boom-mega'?"));
        Assert.That(Fault("nowhere.yaml"), Does.Contain("there is no such file"));
        Assert.That(Fault(File("list.yaml", "- a\n")), Does.Contain("must be a mapping"));
    }

    private static string Fault(string name, params string[] sets)
    {
        InputException fault = Assert.Throws<InputException>(() => CoreCatalogue.Get(name, Known, sets))!;
        return string.Join('\n', fault.Errors.Select(error => error.ToString().Replace(TestContext.CurrentContext.WorkDirectory + Path.DirectorySeparatorChar, "", System.StringComparison.Ordinal)));
    }

    private static long Bits(CoreConfiguration core) =>
        ((IBranchPredictor)core.Branches.Direction.Make(Known, "branch-predictors", new List<InputError>())!).StorageBits;

    private static string File(string name, string text)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
