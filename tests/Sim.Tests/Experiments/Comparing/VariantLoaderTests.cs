using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Experiments.Comparing;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Tests.Experiments.Comparing;

internal sealed class VariantLoaderTests
{
    private const string Yaml = "workload: [ { synthetic: { vms: 2, span: 1 h } } ]\nhosts: [ { name: a, count: 2, type: dell-r740-8180 }, { name: b-1, type: dell-r740-8180 } ]\n";

    [Test]
    public void Each_variant_has_its_overrides()
    {
        IReadOnlyList<LoadedVariant> loaded = VariantLoader.Load(["placement.policy=first-fit,worst-fit", "hosts.0.count=2,3"], sets => Load(Yaml, sets));
        Assert.That(loaded.Select(one => (one.Scenario.Scenario.Placement.Policy.Name, one.Scenario.Scenario.Hosts[0].Count)), Is.EqualTo(new[]
        {
            ("first-fit", 2), ("first-fit", 3), ("worst-fit", 2), ("worst-fit", 3),
        }));
    }

    [Test]
    public void What_is_wrong_with_every_value_is_wrong_with_the_key() => Assert.That(
        Faults(Yaml, "placment.policy=a,b", "hosts.0.count=1,2"),
        Is.EqualTo(new[] { "--vary placment.policy: placment: unknown key; did you mean 'placement'?" }));

    [Test]
    public void A_wrong_value_is_named_once_however_many_variants_have_it() => Assert.That(
        Faults(Yaml, "placement.policy=first-fti,worst-fit", "hosts.0.count=2,3,0"),
        Is.EquivalentTo(new[]
        {
            "--vary placement.policy=first-fti: placement.policy: 'first-fti' is unknown; did you mean 'first-fit'?",
            "--vary hosts.0.count=0: hosts[0].count: 0 given; must be 1 or more",
        }));

    [Test]
    public void A_fault_of_the_file_is_told_once() => Assert.That(
        Faults(Yaml + "sede: 1\n", "placement.policy=first-fit,worst-fit"),
        Is.EqualTo(new[] { "compare.yaml:3:1: sede: unknown key; did you mean 'seed'?" }));

    [Test]
    public void A_fault_that_only_some_variants_have_names_them() => Assert.That(
        Faults(Yaml, "hosts.0.name=a,b"),
        Is.EqualTo(new[] { "compare.yaml:2:63: hosts[1].name: 'b-1' is also the name of a host of 'b'; names must differ (variant name=b)" }));

    private static LoadedScenario Load(string yaml, IReadOnlyList<string> sets)
    {
        LoadedScenario loaded = ScenarioFile.Parse(yaml, "compare.yaml", sets);
        IReadOnlyList<InputError> faults = ScenarioChecks.Faults(loaded, Parts.Load());
        return faults.Count == 0 ? loaded : throw new InputException(faults);
    }

    private static IEnumerable<string> Faults(string yaml, params string[] varies) =>
        Assert.Throws<InputException>(() => VariantLoader.Load(varies, sets => Load(yaml, sets)))!.Errors.Select(fault => fault.ToString());
}
