using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Comparing;
using Sim.Kernel;

namespace Sim.Tests.Experiments.Comparing;

internal sealed class VariantExpansionTests
{
    [Test]
    public void The_last_option_changes_fastest_and_the_first_of_each_is_the_baseline()
    {
        IReadOnlyList<Variant> variants = Of("placement.policy=first-fit,worst-fit", "placement.overcommit.cpu=4,6,8");
        Assert.That(variants.Select(variant => variant.Name), Is.EqualTo(new[]
        {
            "policy=first-fit, cpu=4", "policy=first-fit, cpu=6", "policy=first-fit, cpu=8",
            "policy=worst-fit, cpu=4", "policy=worst-fit, cpu=6", "policy=worst-fit, cpu=8",
        }));
        Assert.That(variants[1].Sets, Is.EqualTo(new[] { "placement.policy=first-fit", "placement.overcommit.cpu=6" }));
    }

    [Test]
    public void A_key_that_another_ends_in_too_or_a_bare_number_is_written_in_full()
    {
        Assert.That(Of("hosts.0.count=1,2", "hosts.1.count=1,2")[0].Name, Is.EqualTo("hosts.0.count=1, hosts.1.count=1"));
        Assert.That(Of("slo.0=a,b")[1].Name, Is.EqualTo("slo.0=b"));
    }

    [Test]
    public void One_variant_or_too_many_or_a_key_twice_is_refused_all_at_once()
    {
        Assert.That(Faults("a=1"), Is.EqualTo(new[] { "--vary: 1 variant to compare; must be 2..100" }));
        string ten = string.Join(',', Enumerable.Range(1, 11));
        Assert.That(Faults($"hosts.0.count={ten}", $"hosts[0].count={ten}"), Is.EqualTo(new[]
        {
            "--vary: hosts.0.count given 2 times; write all its values into one --vary",
            "--vary: 121 variants to compare; must be 2..100",
        }));
    }

    [Test]
    public void Faults_of_several_options_come_together() =>
        Assert.That(() => VariantExpansion.Parse(["a", "b="]), Throws.TypeOf<InputException>().With.Property("Errors").Count.EqualTo(2));

    private static IReadOnlyList<Variant> Of(params string[] varies) => VariantExpansion.Of(VariantExpansion.Parse(varies));

    private static IEnumerable<string> Faults(params string[] varies) =>
        Assert.Throws<InputException>(() => Of(varies))!.Errors.Select(fault => fault.ToString());
}
