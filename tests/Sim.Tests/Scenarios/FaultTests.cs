using System.Globalization;
using System.Linq;
using NUnit.Framework;

namespace Sim.Tests.Scenarios;

/// <summary>One case a rule: the exact words, and the exact place.</summary>
internal sealed class FaultTests
{
    [TestCase("hosts:\n  - { type: hp-ml110-g4 }\n  - { count: 0, type: hp-ml110-g4 }", "s.yaml:3:14: hosts[1].count: 0 given; must be 1 or more")]
    [TestCase("sede: 1", "s.yaml:1:1: sede: unknown key; did you mean 'seed'?")]
    [TestCase("placement: { overcommit: { colour: 1 } }", "s.yaml:1:28: placement.overcommit.colour: unknown key; the keys here are cpu, memory")]
    [TestCase("seed: 1\nseed: 2", "s.yaml:2:1: seed: written twice, first on line 1; keep one")]
    [TestCase("hosts: {}", "s.yaml:1:8: hosts: a mapping given; must be a list, each entry after '- ' or between '[' and ']'")]
    [TestCase("hosts: 3", "s.yaml:1:8: hosts: '3' given; must be a list, each entry after '- ' or between '[' and ']'")]
    [TestCase("placement: first-fit", "s.yaml:1:12: placement: 'first-fit' given; must be a mapping of policy, overcommit, memory, order, requireCoreSpeed, options")]
    [TestCase("seed: [1]", "s.yaml:1:7: seed: a list given; must be a whole number")]
    [TestCase("name: [a]", "s.yaml:1:7: name: a list given; must be text")]
    [TestCase("seed: 1.5", "s.yaml:1:7: seed: '1.5' given; must be a whole number")]
    [TestCase("seed: -1", "s.yaml:1:7: seed: -1 given; must be 0 or more")]
    [TestCase("seed: 99999999999999999999", "s.yaml:1:7: seed: '99999999999999999999' is too large; must be 9223372036854775807 or less")]
    [TestCase("record: { worst: 3000000000 }", "s.yaml:1:18: record.worst: '3000000000' is too large; must be 2147483647 or less")]
    [TestCase("record: { worst: 20000 }", "s.yaml:1:18: record.worst: 20000 given; must be 0..10000")]
    [TestCase("record: { timeline: yes }", "s.yaml:1:21: record.timeline: 'yes' given; must be true or false")]
    [TestCase("placement: { overcommit: { cpu: four } }", "s.yaml:1:33: placement.overcommit.cpu: 'four' given; must be a number")]
    [TestCase("placement: { overcommit: { cpu: 1e999 } }", "s.yaml:1:33: placement.overcommit.cpu: '1e999' given; must be a finite number")]
    [TestCase("placement: { overcommit: { cpu: .nan } }", "s.yaml:1:33: placement.overcommit.cpu: '.nan' given; must be a number")]
    [TestCase("placement: { overcommit: { cpu: 0 } }", "s.yaml:1:33: placement.overcommit.cpu: 0 given; must be more than 0, at most 1000")]
    [TestCase("resolution: intervall", "s.yaml:1:13: resolution: 'intervall' given; did you mean 'interval'?")]
    [TestCase("power: { model: cubic }", "s.yaml:1:17: power.model: 'cubic' given; must be one of curve, linear, always-max")]
    [TestCase("record: { samples: [hosts, {}] }", "s.yaml:1:28: record.samples[1]: a mapping given; must be one of hosts, vms")]
    [TestCase("record: { samples: [hosts, ~] }", "s.yaml:1:28: record.samples[1]: empty entry; give a value, or take the entry out")]
    [TestCase("duration: 24", "s.yaml:1:11: duration: '24' given without a unit; must be a duration such as '5 min'; units are ns, us, ms, s, min, h, d")]
    [TestCase("duration: soon", "s.yaml:1:11: duration: 'soon' given; must be a duration such as '5 min'; units are ns, us, ms, s, min, h, d")]
    [TestCase("duration: 24 hours", "s.yaml:1:11: duration: '24 hours' has the unknown unit 'hours'; units are ns, us, ms, s, min, h, d")]
    [TestCase("duration: 24 H", "s.yaml:1:11: duration: '24 H' has the unknown unit 'H'; did you mean 'h'? units are ns, us, ms, s, min, h, d")]
    [TestCase("duration: 1e9 d", "s.yaml:1:11: duration: '1e9 d' is too large; must be 9223372036854775807 ns or less")]
    [TestCase("duration: 0.1 ns", "s.yaml:1:11: duration: '0.1 ns' is too small; must be 1 ns or more")]
    [TestCase("duration: 0 s", "s.yaml:1:11: duration: 0 s given; must be 1 ns or more")]
    [TestCase("duration: -5 min", "s.yaml:1:11: duration: -5 min given; must be 1 ns or more")]
    [TestCase("duration: [1 h]", "s.yaml:1:11: duration: a list given; must be a duration")]
    [TestCase("hosts: [{ type: { speed: 2 ghz, memory: 1 GiB } }]", "s.yaml:1:26: hosts[0].type.speed: '2 ghz' has the unknown unit 'ghz'; did you mean 'GHz'? units are Hz, kHz, MHz, GHz, MIPS")]
    [TestCase("hosts: [{ type: { speed: 2 GHz, memory: 64 } }]", "s.yaml:1:41: hosts[0].type.memory: '64' given without a unit; must be a size such as '64 GiB'; units are B, KiB, MiB, GiB, TiB, kB, MB, GB, TB")]
    [TestCase("hosts: [{ count: 2 }]", "s.yaml:1:9: hosts[0].type: missing; must be a name of host-types, or mapping such as 'hp-ml110-g4'")]
    [TestCase("hosts: [{ type: { speed: 2 GHz } }]", "s.yaml:1:17: hosts[0].type.memory: missing; must be a size such as '64 GiB'")]
    [TestCase("hosts: [{ type: hp-ml110-g9 }]", "s.yaml:1:17: hosts[0].type: 'hp-ml110-g9' is not in host-types; did you mean 'hp-ml110-g3'?")]
    [TestCase("hosts: [{ type: mainframe-of-long-ago }]", "s.yaml:1:17: hosts[0].type: 'mainframe-of-long-ago' is not in host-types; none of the 32 known names is near it")]
    [TestCase("hosts: [{ type: { extends: hp-ml110-g44, memory: 8 GiB } }]", "s.yaml:1:28: hosts[0].type.extends: 'hp-ml110-g44' is not in host-types; did you mean 'hp-ml110-g4'?")]
    [TestCase("hosts: [{ type: [a] }]", "s.yaml:1:17: hosts[0].type: a list given; must be a name of host-types, or a mapping")]
    [TestCase("hosts: [{ type: { extends: hp-ml110-g4, memroy: 8 GiB } }]", "s.yaml:1:41: hosts[0].type.memroy: unknown key; did you mean 'memory'?")]
    [TestCase("hosts: [{ type: { sockets: 2, cores: 8, coresPerSocket: 8, speed: 2 GHz, memory: 1 GiB } }]", "s.yaml:1:57: hosts[0].type.coresPerSocket: 8 given; must make, times 2 sockets, the 8 cores given; or write 'cores: null'")]
    [TestCase("hosts: [{ type: { sockets: 2, cores: 9, speed: 2 GHz, memory: 1 GiB } }]", "s.yaml:1:38: hosts[0].type.cores: 9 given; must be a multiple of sockets, 2")]
    [TestCase("hosts: [{ type: { extends: hp-ml110-g4, power: { watts: [1, 2] } } }]", "s.yaml:1:57: hosts[0].type.power.watts: 2 figures given; must be 11: active idle, 10 %, 20 % ... 100 %")]
    [TestCase("hosts: [{ type: { extends: hp-ml110-g4, power: { idle: 2 W, watts: [3] } } }]", "s.yaml:1:68: hosts[0].type.power.watts: given beside 'idle' or 'full'; keep one way")]
    [TestCase("hosts: [{ type: { speed: 1 GHz, memory: 1 GiB, power: { idle: 2 W, full: 1 W } } }]", "s.yaml:1:74: hosts[0].type.power.full: 1 W given; must be at least the idle power, 2 W")]
    [TestCase("hosts: [{ type: { speed: 1 GHz, memory: 1 GiB, power: { idle: 2 W } } }]", "s.yaml:1:55: hosts[0].type.power: must have 'watts' with eleven figures, or both 'idle' and 'full'")]
    [TestCase("hosts: [{ name: a, type: hp-ml110-g4 }, { name: a, type: hp-ml110-g4 }]", "s.yaml:1:49: hosts[1].name: 'a' is also the name of hosts[0]; names must differ")]
    [TestCase("warmup: 2 h\nduration: 1 h", "s.yaml:1:9: warmup: 2 h given; must be less than the duration, 1 h")]
    [TestCase("name: a/b", "s.yaml:1:7: name: 'a/b' given; must serve as the name of a folder")]
    [TestCase("workload: [{}]", "s.yaml:1:12: workload[0]: neither 'trace' nor 'synthetic' nor 'behaviour' given; must have one of them")]
    [TestCase("workload: [{ trace: { path: a }, synthetic: {} }]", "s.yaml:1:45: workload[0].synthetic: given beside 'trace'; make it a workload of its own")]
    [TestCase("workload: [{ trace: {} }]", "s.yaml:1:21: workload[0].trace.path: missing; must be a path such as '../traces/planetlab-like'")]
    [TestCase("workload: [{ trace: { path: '' } }]", "s.yaml:1:29: workload[0].trace.path: '' given; must be a path, relative to this file")]
    [TestCase("workload: [{ synthetic: [a] }]", "s.yaml:1:25: workload[0].synthetic: a list given; must be a mapping of the part's options")]
    [TestCase("workload: [{ behaviour: { name: a, extends: b } }]", "s.yaml:1:45: workload[0].behaviour: both 'name' and 'extends' given; they say the same, keep one")]
    [TestCase("workload: [{ behaviour: { name: [a] } }]", "s.yaml:1:33: workload[0].behaviour.name: a list given; must be a name")]
    [TestCase("placement: { options: 3 }", "s.yaml:1:23: placement.options: '3' given; must be a mapping of the part's options")]
    [TestCase("placement: { policy: [a] }", "s.yaml:1:22: placement.policy: a list given; must be a name")]
    [TestCase("workload: [{ synthetic: {}, vms: { types: [{ reservation: 2 GHz, limit: 1 GHz }] } }]", "s.yaml:1:73: workload[0].vms.types[0].limit: 1 GHz given; must be at least the reservation, 2 GHz")]
    [TestCase("pools: [{ name: a }]\nworkload: [{ synthetic: {}, vms: { types: [{ pool: b }] } }]", "s.yaml:2:52: workload[0].vms.types[0].pool: 'b' is not in pools; did you mean 'a'?")]
    [TestCase("workload: [{ synthetic: {}, vms: { default: { pool: b } } }]", "s.yaml:1:53: workload[0].vms.default.pool: 'b' given; the scenario has no 'pools'")]
    [TestCase("pools: [{ name: a }, { name: a }]", "s.yaml:1:30: pools[1].name: 'a' is also the name of pools[0]; names must differ")]
    [TestCase("pools: [{ name: a, parent: a }]", "s.yaml:1:28: pools[0].parent: 'a' given; must not lie within this pool itself")]
    [TestCase("pools: [{ name: a, limit: 1 GHz, reservation: 2 GHz }]", "s.yaml:1:27: pools[0].limit: 1 GHz given; must be at least the reservation, 2 GHz")]
    [TestCase("", "s.yaml:1:1: the file is empty; write at least {}, or start from what sim init writes")]
    [TestCase("# only a comment\n", "s.yaml:1:1: the file is empty; write at least {}, or start from what sim init writes")]
    [TestCase("- a", "s.yaml:1:1: a list given; must be a mapping of keys")]
    [TestCase("just words", "s.yaml:1:1: 'just words' given; must be a mapping of keys")]
    [TestCase("seed: 1\n---\nseed: 2", "s.yaml:2:1: not YAML: a second document begins; a file holds one")]
    [TestCase("seed: *s", "s.yaml:1:7: not YAML: alias '*s' has no anchor '&s' before it")]
    [TestCase("seed: !secret 3", "s.yaml:1:7: seed: tag '!secret' given; tags are not used here")]
    [TestCase("[a, b]: 1", "s.yaml:1:1: not YAML: a list or mapping used as a key; keys are single words")]
    [TestCase("power: { emptyHosts: off,\nmodel: curve }", "s.yaml:1:25: not YAML: the next line inside { } or [ ] must be indented more than its key")]
    [TestCase("placement:\n\tpolicy: best-fit", "s.yaml:2:1: a tab indents this line; indent with spaces")]
    [TestCase("<<: 3", "s.yaml:1:5: <<: '3' given; must be an alias of a mapping")]
    [TestCase("catalogues: [nowhere.yaml]", "s.yaml:1:14: catalogues[0]: 'nowhere.yaml' given; there is no such file")]
    [TestCase("extends: nowhere.yaml", "s.yaml:1:10: extends: 'nowhere.yaml' given; there is no such file")]
    [TestCase("slo: [\"cpu ready <= 5\"]", "s.yaml:1:12: slo[0]: 'ready <= 5' where one of <=, <, >=, >, == should stand; write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'")]
    [TestCase("slo: [cpu.p96 <= 5]", "s.yaml:1:11: slo[0]: 'p96' is no aggregate; must be one of mean, min, max, p50, p90, p95, p99, sum")]
    [TestCase("slo: [cpu.p95 <= five]", "s.yaml:1:18: slo[0]: 'five' where a number should stand; write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'")]
    [TestCase("slo: [cpu.p95]", "s.yaml:1:14: slo[0]: the end where one of <=, <, >=, >, == should stand; write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'")]
    [TestCase("slo: ['<= 5']", "s.yaml:1:8: slo[0]: '<= 5' where a metric's name should stand; write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'")]
    public void A_fault_is_named_and_placed(string yaml, string expected) =>
        Assert.That(Written.Faults(yaml), Is.EqualTo(new[] { expected }));

    [Test]
    public void All_faults_are_reported_at_once_in_the_order_written()
    {
        string[] faults = Written.Faults("seed: x\nhosts:\n  - { count: 0, tpye: a }\nslo: [a]\nduration: 5\n");

        Assert.That(faults, Is.EqualTo(new[]
        {
            "s.yaml:1:7: seed: 'x' given; must be a whole number",
            "s.yaml:3:5: hosts[0].type: missing; must be a name of host-types, or mapping such as 'hp-ml110-g4'",
            "s.yaml:3:14: hosts[0].count: 0 given; must be 1 or more",
            "s.yaml:3:17: hosts[0].tpye: unknown key; did you mean 'type'?",
            "s.yaml:4:8: slo[0]: the end where one of <=, <, >=, >, == should stand; write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'",
            "s.yaml:5:11: duration: '5' given without a unit; must be a duration such as '5 min'; units are ns, us, ms, s, min, h, d",
        }));
    }

    [Test]
    public void Aliases_of_aliases_are_refused_before_they_fill_the_memory()
    {
        string yaml = "x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; i++)
        {
            string tenTimes = string.Join(", ", Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"*a{i - 1}"), 10));
            yaml += string.Create(CultureInfo.InvariantCulture, $"x-{i}: &a{i} [{tenTimes}]\n");
        }

        Assert.That(Written.Faults(yaml), Is.EqualTo(new[] { "s.yaml:6:6: not YAML: expands to more than 1000000 values" }));
    }

    [Test]
    public void Deep_nesting_is_refused()
    {
        string yaml = "x-a: " + new string('[', 100) + new string(']', 100);

        Assert.That(Written.Faults(yaml), Is.EqualTo(new[] { "s.yaml:1:70: not YAML: nested more than 64 deep" }));
    }

    [Test]
    public void A_missing_scenario_is_a_fault_without_a_line() => Assert.That(
        Sim.Scenarios.ScenarioFile.Lint("/nowhere/at/all.yaml").Select(fault => fault.ToString()),
        Is.EqualTo(new[] { "/nowhere/at/all.yaml: there is no such file" }));
}
