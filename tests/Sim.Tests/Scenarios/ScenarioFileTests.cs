using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

internal sealed class ScenarioFileTests
{
    [Test]
    public void An_empty_mapping_is_a_scenario_named_after_its_file()
    {
        Scenario scenario = Written.Read("{}");

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Name, Is.EqualTo("s"));
            Assert.That(scenario.Seed, Is.EqualTo(1));
            Assert.That(scenario.Placement.Policy.Name, Is.EqualTo("first-fit"));
            Assert.That(scenario.Workload, Is.Empty);
            Assert.That(scenario.Duration, Is.Null);
        });
    }

    [Test]
    public void Every_key_reaches_its_property()
    {
        Scenario scenario = Written.Read(Written.Full);
        VmSelection vms = scenario.Workload[0].Vms;

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Duration, Is.EqualTo(Duration.FromHours(24)));
            Assert.That(scenario.Workload[0].Trace!.Format!.Name, Is.EqualTo("planetlab"));
            Assert.That(scenario.Workload[0].Trace!.Path.Written, Is.EqualTo("../traces/planetlab-like"));
            Assert.That(scenario.Workload[0].Trace!.Lenient, Is.True);
            Assert.That(vms.Assign, Is.EqualTo(Assignment.Cycle));
            Assert.That(vms.Take, Is.EqualTo(100));
            Assert.That(vms.Types[0].Speed, Is.EqualTo(Frequency.FromMegahertz(2500)), "MIPS are read as MHz");
            Assert.That(vms.Types[0].Memory, Is.EqualTo(Bytes.FromMebibytes(870)), "by '<<'");
            Assert.That(vms.Types[1].Name, Is.EqualTo("cloudsim-micro"));
            Assert.That(vms.Types[1].Memory, Is.EqualTo(Bytes.FromMebibytes(613)));
            Assert.That(vms.Types[2].Vcpus, Is.EqualTo(2));
            Assert.That(vms.Types[2].Speed, Is.EqualTo(Frequency.FromMegahertz(2500)));
            Assert.That(scenario.Workload[0].Behaviour!.Name, Is.EqualTo("interactive"));
            Assert.That(scenario.Workload[1].Synthetic!.Has("vms"), Is.True);
            Assert.That(scenario.Workload[1].Synthetic!.Has("span"), Is.False);
            Assert.That(scenario.Workload[2].Trace!.Columns.Has("timeUnit"), Is.True);
            Assert.That(scenario.Power.Integration, Is.EqualTo(PowerIntegration.Step));
            Assert.That(scenario.Placement.Order, Is.EqualTo(PlacementOrder.Decreasing));
            Assert.That(scenario.Placement.RequireCoreSpeed, Is.True);
            Assert.That(scenario.Hosts[0].Type.TotalCores, Is.EqualTo(2));
            Assert.That(scenario.Hosts[1].Type.Memory, Is.EqualTo(Bytes.FromGibibytes(8)));
            Assert.That(scenario.Hosts[1].Type.Speed, Is.EqualTo(Frequency.FromMegahertz(2660)));
            Assert.That(scenario.Hosts[2].Type.TotalCores, Is.EqualTo(16));
            Assert.That(scenario.Hosts[2].Type.Power!.Tenths()[5], Is.EqualTo(245));
            Assert.That(scenario.HostOrder, Is.EqualTo(HostOrder.Alternate));
            Assert.That(scenario.Pools[1].Parent, Is.EqualTo("outer"));
            Assert.That(scenario.Hypervisor.Name, Is.EqualTo("kvm"));
            Assert.That(scenario.Placement.Overcommit.Memory, Is.EqualTo(1.25));
            Assert.That(scenario.Power.Model, Is.EqualTo(PowerModel.AlwaysMax));
            Assert.That(scenario.Compatibility, Is.EqualTo(Compatibility.Cloudsim));
            Assert.That(scenario.Record.Samples, Is.EqualTo(new[] { SampledRows.Hosts, SampledRows.Vms }));
            Assert.That(scenario.Slo[0].ToString(), Is.EqualTo("cpu_ready_pct.p95 <= 5"));
        });
    }

    [Test]
    public void The_question_is_the_first_paragraph_of_the_leading_comment() =>
        Assert.That(Written.Load(Written.Full).Question, Is.EqualTo("can 40 hosts carry these VMs at 4:1 vCPU overcommit?"));

    [Test]
    public void The_resolved_text_reads_back_to_the_same_scenario()
    {
        LoadedScenario first = Written.Load(Written.Full, "hosts.0.count=30", "hosts.0.type.memory=8 GiB");
        LoadedScenario second = Written.Load(first.ResolvedText);

        Assert.Multiple(() =>
        {
            Assert.That(Printed.Text(second.Scenario), Is.EqualTo(Printed.Text(first.Scenario)));
            Assert.That(second.ResolvedText, Is.EqualTo(first.ResolvedText));
            Assert.That(second.Question, Is.EqualTo(first.Question));
            Assert.That(second.Scenario.Hosts[0].Count, Is.EqualTo(30));
        });
    }

    // The example of design/scenario.md, word for word but for its comments.
    [Test]
    public void The_contract_s_example_reads()
    {
        Scenario scenario = Written.Read(
            """
            name: consolidation
            seed: 42
            resolution: interval            # interval | event
            duration: 24 h                  # default: the trace's span
            warmup: 0 s
            workload:
              - trace: { format: planetlab, path: ../traces/planetlab-like, interval: 5 min }
                vms:
                  assign: blocks            # blocks | cycle | shuffle (seeded)
                  types:
                    - { name: large, vcpus: 1, speed: 2500 MHz, memory: 870 MiB }
                    - { name: small, vcpus: 1, speed: 500 MHz,  memory: 613 MiB }
                behaviour: interactive
            hosts:
              - { name: g4, count: 400, type: hp-ml110-g4 }
              - { name: g5, count: 400, type: hp-ml110-g5 }
            hypervisor: kvm
            placement: { policy: first-fit, overcommit: { cpu: 4, memory: 1.25 } }
            power: { emptyHosts: off }
            record: { interval: 5 min, samples: [hosts, vms], timeline: false }
            slo: [ "cpu_ready_pct.p95 <= 5", "swapped_mib.max == 0" ]
            """);

        Assert.That(scenario.Slo[1], Is.EqualTo(new Slo("swapped_mib", SloAggregate.Max, SloComparison.Equal, 0)));
        Assert.That(scenario.Power.EmptyHosts, Is.EqualTo(EmptyHosts.Off));
    }

    [Test]
    public void Host_groups_without_a_name_get_one_of_their_own()
    {
        Scenario scenario = Written.Read(
            "hosts: [{ type: hp-ml110-g4 }, { name: host, type: hp-ml110-g4 }, { type: hp-ml110-g4 }, { type: { speed: 1 GHz, memory: 1 GiB } }]");

        Assert.That(scenario.Hosts.Select(group => group.Name), Is.EqualTo(new[] { "hp-ml110-g4", "host", "hp-ml110-g4-2", "host-2" }));
    }

    [Test]
    public void A_null_value_is_as_good_as_no_key() => Assert.That(Written.Read("seed:\nhosts: ~\nduration: null").Seed, Is.EqualTo(1));

    [Test]
    public void Keys_beginning_with_x_are_a_place_for_anchors() =>
        Assert.That(Written.Read("x-n: &n 7\nseed: *n").Seed, Is.EqualTo(7));
}
