using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

internal sealed class ExtendsTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sim-scenarios-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Mappings_merge_and_lists_replace()
    {
        Write("base.yaml", "seed: 7\nplacement: { policy: best-fit, overcommit: { cpu: 4 } }\nhosts: [{ type: hp-ml110-g4 }, { type: hp-ml110-g5 }]");
        Scenario scenario = Load("top.yaml", "extends: base.yaml\nplacement: { overcommit: { memory: 2 } }\nhosts: [{ count: 3, type: hp-ml110-g5 }]").Scenario;

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Seed, Is.EqualTo(7));
            Assert.That(scenario.Placement.Policy.Name, Is.EqualTo("best-fit"));
            Assert.That(scenario.Placement.Overcommit.Cpu, Is.EqualTo(4));
            Assert.That(scenario.Placement.Overcommit.Memory, Is.EqualTo(2));
            Assert.That(scenario.Hosts.Select(group => group.Count), Is.EqualTo(new[] { 3 }));
            Assert.That(scenario.Name, Is.EqualTo("top"));
        });
    }

    [Test]
    public void Null_takes_a_key_of_the_base_back_to_its_default()
    {
        Write("base.yaml", "duration: 1 h");

        Assert.That(Load("top.yaml", "extends: base.yaml\nduration: ~").Scenario.Duration, Is.Null);
    }

    [Test]
    public void Paths_are_relative_to_the_file_that_wrote_them_and_the_resolved_text_keeps_them_right()
    {
        Write("lib/base.yaml", "workload: [{ trace: { path: traces/a } }]");
        LoadedScenario loaded = Load("top.yaml", "extends: lib/base.yaml");
        LoadedScenario again = ScenarioFile.Parse(loaded.ResolvedText, Path.Combine(_folder, "top.yaml"));

        Assert.Multiple(() =>
        {
            Assert.That(loaded.Scenario.Workload[0].Trace!.Path.Full, Is.EqualTo(Path.Combine(_folder, "lib/traces/a")));
            Assert.That(loaded.Scenario.Workload[0].Trace!.Path.Written, Is.EqualTo("lib/traces/a"));
            Assert.That(again.Scenario.Workload[0].Trace!.Path, Is.EqualTo(loaded.Scenario.Workload[0].Trace!.Path));
            Assert.That(loaded.Files, Is.EqualTo(new[] { At("top.yaml"), At("lib/base.yaml") }));
        });
    }

    [Test]
    public void A_fault_names_the_file_in_which_it_stands()
    {
        Write("base.yaml", "power: { emptyHosts: of }");

        Assert.That(Faults("top.yaml", "extends: base.yaml\nsede: 1"), Is.EqualTo(new[]
        {
            At("top.yaml") + ":2:1: sede: unknown key; did you mean 'seed'?",
            At("base.yaml") + ":1:22: power.emptyHosts: 'of' given; did you mean 'off'?",
        }));
    }

    [Test]
    public void A_file_must_not_extend_itself()
    {
        Write("a.yaml", "extends: b.yaml");
        Write("b.yaml", "extends: a.yaml");

        Assert.That(Faults("a.yaml", "extends: b.yaml"), Is.EqualTo(new[]
        {
            At("b.yaml") + ":1:10: extends: 'a.yaml' extends this file in turn; a file must not extend itself",
        }));
    }

    [Test]
    public void Own_catalogues_hide_and_extend_built_in_entries()
    {
        Write("my.yaml", "host-types:\n  hp-ml110-g4: { extends: hp-ml110-g4, memory: 8 GiB, source: ours }\n  big: { extends: hp-ml110-g4, cores: 4, power: { idle: 1 W, full: 2 W }, source: ours }\n");
        Scenario scenario = Load("top.yaml", "catalogues: [my.yaml]\nhosts: [{ type: big }]").Scenario;

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Hosts[0].Type.Name, Is.EqualTo("big"));
            Assert.That(scenario.Hosts[0].Type.Memory, Is.EqualTo(Bytes.FromGibibytes(8)), "from the user's own g4");
            Assert.That(scenario.Hosts[0].Type.Speed, Is.EqualTo(Frequency.FromMegahertz(1860)), "from the built-in g4");
            Assert.That(scenario.Hosts[0].Type.Power!.Tenths()[10], Is.EqualTo(2), "a curve is replaced as a whole");
        });
    }

    [Test]
    public void Own_catalogues_are_checked_whether_used_or_not()
    {
        Write("my.yaml", "host-typs: {}\nvm-types: 3\nhost-types:\n  a: { speed: 1 GHz, memory: 1 }\n  b: { extends: c, source: x }\n  c: { extends: b, source: x }\n");

        Assert.That(Faults("top.yaml", "catalogues: [my.yaml]"), Is.EqualTo(new[]
        {
            At("my.yaml") + ":1:1: host-typs: 'host-typs' is no catalogue; did you mean 'host-types'?",
            At("my.yaml") + ":2:11: vm-types: '3' given; must be a mapping of names to entries",
            At("my.yaml") + ":4:6: host-types.a.source: missing; must say where the numbers come from",
            At("my.yaml") + ":4:30: host-types.a.memory: '1' given without a unit; must be a size such as '64 GiB'; units are B, KiB, MiB, GiB, TiB, kB, MB, GB, TB",
            At("my.yaml") + ":5:17: host-types.c.extends: 'c' extends itself, or more than 16 others in a row",
            At("my.yaml") + ":6:17: host-types.b.extends: 'b' extends itself, or more than 16 others in a row",
        }));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private LoadedScenario Load(string name, string text)
    {
        Write(name, text);
        return ScenarioFile.Load(At(name));
    }

    private string[] Faults(string name, string text)
    {
        Write(name, text);
        return ScenarioFile.Lint(At(name)).Select(fault => fault.ToString()).ToArray();
    }
}
