using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Scenarios;
using Sim.Scenarios.Catalogues;

namespace Sim.Tests.Scenarios;

internal sealed class CatalogueTests
{
    public static IEnumerable<TestCaseData> Entries =>
        CatalogueSet.BuiltIn.Kinds.SelectMany(kind => CatalogueSet.BuiltIn.Names(kind.Name).Select(name => new TestCaseData(kind.Name, name)));

    [TestCaseSource(nameof(Entries))]
    public void Every_entry_reads_and_has_a_source(string kind, string name)
    {
        object entry = CatalogueSet.BuiltIn.Get(kind, name);
        (string called, string source) = entry switch
        {
            HostType host => (host.Name, host.Source),
            Hypervisor hypervisor => (hypervisor.Name, hypervisor.Source),
            _ => (((VmType)entry).Name, ((VmType)entry).Source),
        };

        Assert.Multiple(() =>
        {
            Assert.That(called, Is.EqualTo(name));
            Assert.That(source, Has.Length.GreaterThan(20));
            Assert.That(name, Does.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
            Assert.That(CatalogueSet.BuiltIn.Describe(kind, name), Does.Contain("source: "));
        });
    }

    // CloudSim 3-7, examples.power.Constants: HOST_MIPS {1860, 2660}, HOST_PES {2, 2}, HOST_RAM {4096, 4096}.
    [TestCase("hp-ml110-g4", 1860)]
    [TestCase("hp-ml110-g5", 2660)]
    public void The_hosts_of_CloudSim_are_as_CloudSim_has_them(string name, int megahertz)
    {
        HostType host = (HostType)CatalogueSet.BuiltIn.Get("host-types", name);

        Assert.Multiple(() =>
        {
            Assert.That(host.TotalCores, Is.EqualTo(2));
            Assert.That(host.TotalThreads, Is.EqualTo(2));
            Assert.That(host.Speed, Is.EqualTo(Frequency.FromMegahertz(megahertz)));
            Assert.That(host.Memory, Is.EqualTo(Bytes.FromGibibytes(4)));
        });
    }

    // models.md F3, from CloudSim's PowerModelSpecPower* classes.
    [TestCase("hp-ml110-g3", "105 112 118 125 131 137 147 153 157 164 169")]
    [TestCase("hp-ml110-g4", "86 89.4 92.6 96 99.5 102 106 108 112 114 117")]
    [TestCase("hp-ml110-g5", "93.7 97 101 105 110 116 121 125 129 133 135")]
    [TestCase("ibm-x3250-x3470", "41.6 46.7 52.3 57.9 65.4 73 80.7 89.5 99.6 105 113")]
    [TestCase("ibm-x3250-x3480", "42.3 46.7 49.7 55.4 61.8 69.3 76.1 87 96.1 106 113")]
    [TestCase("ibm-x3550-x5670", "66 107 120 131 143 156 173 191 211 229 247")]
    [TestCase("ibm-x3550-x5675", "58.4 98 109 118 128 140 153 170 189 205 222")]
    public void Power_curves_are_those_published(string name, string watts)
    {
        HostType host = (HostType)CatalogueSet.BuiltIn.Get("host-types", name);

        Assert.That(string.Join(' ', host.Power!.Tenths().Select(w => w.ToString(CultureInfo.InvariantCulture))), Is.EqualTo(watts));
    }

    [Test]
    public void Every_published_curve_and_its_ends_are_in_the_results_of_SPEC()
    {
        string folder = Repository.Shared("traces/power");
        List<double[]> curves = File.ReadLines(Path.Combine(folder, "specpower_11pt_curves.csv")).Skip(1)
            .Select(line => line.Split(',').Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToList();
        List<HostType> hosts = CatalogueSet.BuiltIn.Names("host-types")
            .Select(name => (HostType)CatalogueSet.BuiltIn.Get("host-types", name)).ToList();
        List<double[]> missing = curves.Where(curve => !hosts.Exists(host => IsProportional(host.Power!.Tenths(), curve))).ToList();

        Assert.That(curves, Has.Count.EqualTo(23));
        Assert.That(missing, Is.Empty, "a chassis' curve is divided by its nodes, hence proportional");
    }

    [Test]
    public void Curves_never_fall_as_load_rises()
    {
        foreach (string name in CatalogueSet.BuiltIn.Names("host-types"))
        {
            Assert.That(((HostType)CatalogueSet.BuiltIn.Get("host-types", name)).Power!.Tenths(), Is.Ordered, name);
        }
    }

    // CloudSim, examples.power.Constants: VM_MIPS {2500, 2000, 1000, 500}, VM_RAM {870, 1740, 1740, 613} MB.
    [TestCase("cloudsim-high-cpu-medium", 2500, 870)]
    [TestCase("cloudsim-extra-large", 2000, 1740)]
    [TestCase("cloudsim-small", 1000, 1740)]
    [TestCase("cloudsim-micro", 500, 613)]
    public void The_VMs_of_CloudSim_are_as_CloudSim_has_them(string name, int megahertz, int mebibytes)
    {
        VmType vm = (VmType)CatalogueSet.BuiltIn.Get("vm-types", name);

        Assert.That((vm.Vcpus, vm.Speed, vm.Memory), Is.EqualTo((1, Frequency.FromMegahertz(megahertz), Bytes.FromMebibytes(mebibytes))));
    }

    [Test]
    public void An_unknown_name_or_kind_is_refused_with_the_nearest()
    {
        InputException? name = Assert.Throws<InputException>(() => CatalogueSet.BuiltIn.Get("vm-types", "cloudsim-mikro"));
        InputException? kind = Assert.Throws<InputException>(() => CatalogueSet.BuiltIn.Get("vm-type", "a"));

        Assert.That(name?.Message, Is.EqualTo("'cloudsim-mikro' is not in vm-types; did you mean 'cloudsim-micro'?"));
        Assert.That(kind?.Message, Is.EqualTo("'vm-type' is no catalogue; did you mean 'vm-types'?"));
        Assert.That(CatalogueSet.BuiltIn.Describe("vm-types", "nobody"), Is.Null);
    }

    private static bool IsProportional(IReadOnlyList<double> own, double[] published)
    {
        double nodes = Math.Round(published[10] / own[10]);
        return Enumerable.Range(0, 11).All(i => Math.Abs((own[i] * nodes) - published[i]) < 1e-3 * published[i]);
    }
}
