using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Tests.Scenarios;

/// <summary>Options that are bound once the part they are for is known.</summary>
internal sealed class PartTests
{
    [Test]
    public void Options_are_read_into_the_record_of_the_part()
    {
        PartOptions options = Written.Read("placement: { policy: a, options: { slice: 30 ms, deep: { size: 4 KiB } } }").Placement.Options;
        List<InputError> faults = [];

        Options bound = (Options)options.Bind(typeof(Options), faults)!;

        Assert.That(faults, Is.Empty);
        Assert.That(bound.Slice, Is.EqualTo(Duration.FromMilliseconds(30)));
        Assert.That(bound.Deep.Size, Is.EqualTo(new Bytes(4096)));
    }

    [Test]
    public void Faults_of_options_stand_where_they_were_written()
    {
        PartReference part = Written.Read("workload:\n- behaviour:\n    name: kvm\n    slice: 30\n    deep: { sice: 4 }").Workload[0].Behaviour!;
        List<InputError> faults = [];

        object? bound = part.Options.Bind(typeof(Options), faults);

        Assert.That(bound, Is.Null);
        Assert.That(faults.Select(fault => fault.ToString()), Is.EqualTo(new[]
        {
            "s.yaml:4:12: workload[0].behaviour.slice: '30' given without a unit; must be a duration such as '5 min'; units are ns, us, ms, s, min, h, d",
            "s.yaml:5:13: workload[0].behaviour.deep.sice: unknown key; did you mean 'size'?",
        }));
    }

    [Test]
    public void No_options_are_every_option_at_its_default()
    {
        List<InputError> faults = [];

        Assert.That(((Options)PartOptions.None.Bind(typeof(Options), faults)!).Slice, Is.EqualTo(Duration.FromMilliseconds(10)));
        Assert.That(faults, Is.Empty);
        Assert.That(PartOptions.None.IsEmpty, Is.True);
    }

    [Test]
    public void A_part_without_options_refuses_any()
    {
        List<InputError> faults = [];

        Written.Read("placement: { options: { a: 1 } }").Placement.Options.Bind(null, faults);

        Assert.That(faults.Select(fault => fault.ToString()), Is.EqualTo(new[]
        {
            "s.yaml:1:25: placement.options.a: unknown key; this part has no options",
        }));
    }

    [Test]
    public void An_unknown_part_is_named_where_it_was_written()
    {
        PartName policy = Written.Read("placement: { policy: first-fitt }").Placement.Policy;

        Assert.That(policy.Unknown(["best-fit", "first-fit"]).ToString(), Is.EqualTo(
            "s.yaml:1:22: placement.policy: 'first-fitt' is unknown; did you mean 'first-fit'?"));
        Assert.That(new PartName("x").Unknown([]).ToString(), Is.EqualTo("'x' is unknown; none is known"));
    }

    [Test]
    public void A_part_may_be_a_mapping_without_a_name()
    {
        PartReference part = Written.Read("workload: [{ synthetic: {}, behaviour: { burst: 3 } }]").Workload[0].Behaviour!;

        Assert.That(part.Name, Is.Empty);
        Assert.That(part.Options.IsEmpty, Is.False);
    }

    private sealed record Options
    {
        [Key("slice", "How long a vCPU runs.", Min = 1)]
        public Duration Slice { get; init; } = Duration.FromMilliseconds(10);

        [Key("deep", "A record in the record.")]
        public Inner Deep { get; init; } = new();
    }

    private sealed record Inner
    {
        [Key("size", "A size.")]
        public Bytes Size { get; init; }
    }

    [Test]
    public void A_part_that_was_chosen_makes_itself()
    {
        PluginRegistry parts = new([typeof(Sim.CoreEmulator.Timing.CoreModel).Assembly]);
        List<InputError> faults = [];
        PartReference right = Written.Read("workload: [{ synthetic: {}, behaviour: { name: gshare, history: 3 } }]").Workload[0].Behaviour!;
        PartReference wrong = Written.Read("workload: [{ synthetic: {}, behaviour: { name: gshare, history: 99, x: 1 } }]").Workload[0].Behaviour!;
        PartReference unknown = Written.Read("workload: [{ synthetic: {}, behaviour: gshair }]").Workload[0].Behaviour!;
        Assert.That(right.Make(parts, "branch-predictors", faults), Is.InstanceOf<Sim.CoreEmulator.Timing.Predictors.Gshare>());
        Assert.That(faults, Is.Empty);
        Assert.That(wrong.Make(parts, "branch-predictors", faults) ?? unknown.Make(parts, "branch-predictors", faults), Is.Null);
        Assert.That(faults.ConvertAll(fault => fault.Message), Has.Count.EqualTo(3).And.Some.Contains("did you mean 'gshare'?"));
    }
}
