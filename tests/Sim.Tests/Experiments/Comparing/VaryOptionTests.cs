using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Comparing;
using Sim.Kernel;

namespace Sim.Tests.Experiments.Comparing;

internal sealed class VaryOptionTests
{
    [TestCase("placement.policy=first-fit,worst-fit", "placement.policy", "first-fit|worst-fit")]
    [TestCase(" a.b = 1 , 2 ,3 ", "a.b", "1|2|3")]
    [TestCase("a=only", "a", "only")]
    [TestCase("hypervisor=kvm,{ extends: kvm, cpu: { slice: 1 ms, x: [1, 2] } }", "hypervisor", "kvm|{ extends: kvm, cpu: { slice: 1 ms, x: [1, 2] } }")]
    [TestCase("slo=[a < 1, b < 2],[]", "slo", "[a < 1, b < 2]|[]")]
    [TestCase("name='a,b',\"c,d\"", "name", "'a,b'|\"c,d\"")]
    [TestCase("x={ name: 'a}, b' },2", "x", "{ name: 'a}, b' }|2")]
    [TestCase("name=user's,other", "name", "user's|other")]
    [TestCase("a=b=c,d", "a", "b=c|d")]
    public void Values_are_parted_by_commas_outside_of_brackets_and_quotes(string text, string path, string values)
    {
        List<InputError> faults = [];
        VaryOption option = VaryOption.Parse(text, faults)!;
        Assert.That(faults, Is.Empty);
        Assert.That((option.Path, string.Join('|', option.Values)), Is.EqualTo((path, values)));
    }

    [TestCase("nothing", "--vary nothing: must be path=a,b,c, such as placement.policy=first-fit,worst-fit")]
    [TestCase("=1,2", "--vary =1,2: must be path=a,b,c, such as placement.policy=first-fit,worst-fit")]
    [TestCase("a=", "--vary a=: value 1 is empty; write null for none, or '' for an empty text")]
    [TestCase("a=1,,3", "--vary a=1,,3: value 2 is empty; write null for none, or '' for an empty text")]
    [TestCase("a=1,2,1", "--vary a=1,2,1: '1' given twice; each value makes a variant of its own")]
    public void A_fault_says_what_would_be_right(string text, string fault)
    {
        List<InputError> faults = [];
        Assert.That(VaryOption.Parse(text, faults), Is.Null);
        Assert.That(faults.Single().ToString(), Is.EqualTo(fault));
    }
}
