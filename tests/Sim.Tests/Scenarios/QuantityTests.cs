using System;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Tests.Scenarios;

internal sealed class QuantityTests
{
    [TestCase("24 h", 86_400_000_000_000)]
    [TestCase("24h", 86_400_000_000_000)]
    [TestCase(" 5  min ", 300_000_000_000)]
    [TestCase("20 ms", 20_000_000)]
    [TestCase("0.1 s", 100_000_000)]
    [TestCase("1.5 us", 1_500)]
    [TestCase("2 d", 172_800_000_000_000)]
    [TestCase("1e3 s", 1_000_000_000_000)]
    [TestCase("-3 ns", -3)]
    [TestCase("0.6 ns", 1)]
    public void Durations_are_read_in_every_unit(string text, long nanoseconds) =>
        Assert.That(Read<Duration>(text), Is.EqualTo(new Duration(nanoseconds)));

    // Binary multiples by IEC 80000-13, decimal ones by the SI brochure.
    [TestCase("1 KiB", 1024)]
    [TestCase("870 MiB", 912_261_120)]
    [TestCase("64 GiB", 68_719_476_736)]
    [TestCase("1 TiB", 1_099_511_627_776)]
    [TestCase("1 kB", 1_000)]
    [TestCase("1 MB", 1_000_000)]
    [TestCase("1.75 GB", 1_750_000_000)]
    [TestCase("2 TB", 2_000_000_000_000)]
    public void Sizes_are_read_in_binary_and_decimal_units(string text, long bytes) =>
        Assert.That(Read<Bytes>(text), Is.EqualTo(new Bytes(bytes)));

    // CloudSim's hosts have MIPS equal to their clock in MHz (examples.power.Constants.HOST_MIPS).
    [TestCase("2.6 GHz", 2_600_000_000)]
    [TestCase("2500 MIPS", 2_500_000_000)]
    [TestCase("1 kHz", 1_000)]
    public void Frequencies_are_read_and_mips_are_megahertz(string text, long hertz) =>
        Assert.That(Read<Frequency>(text), Is.EqualTo(new Frequency(hertz)));

    [TestCase("93.7 W", 93.7)]
    [TestCase("0.4 kW", 400)]
    [TestCase("500 mW", 0.5)]
    public void Powers_are_read(string text, double watts) => Assert.That(Read<Watts>(text), Is.EqualTo(new Watts(watts)));

    [Test]
    public void Every_duration_prints_and_reads_back() => Every(value => Read<Duration>(new Duration(value).ToString()).Nanoseconds == value);

    [Test]
    public void Every_size_prints_and_reads_back() => Every(value => Read<Bytes>(new Bytes(value).ToString()).Count == value);

    [Test]
    public void Every_frequency_prints_and_reads_back() => Every(value => Read<Frequency>(new Frequency(value).ToString()).Hertz == value);

    [Test]
    public void Every_power_in_milliwatts_prints_and_reads_back() =>
        Every(value => Read<Watts>(new Watts(value % 1_000_000_000 / 1e3).ToString()) == new Watts(value % 1_000_000_000 / 1e3));

    private static void Every(Func<long, bool> holds)
    {
        // Small numbers, numbers of all sizes, and numbers that end in noughts and so print in a larger unit.
        Gen<long> any =
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from shift in Gen.Choose(0, 62)
            select unchecked(((long)high << 32) | (uint)low) >> shift;
        Gen<long> small = Gen.Choose(-2000, 2000).Select(n => (long)n);
        Gen<long> extremes = Gen.Elements(long.MinValue, long.MaxValue, 0L);
        Gen<long> gen = Gen.OneOf(any, extremes, small, small.Select(n => n * 60_000_000_000), small.Select(n => n << 30));
        Prop.ForAll(gen.ToArbitrary(), holds).Check(Samples.Config(2000));
    }

    private static T Read<T>(string text)
    {
        System.Collections.Generic.List<Sim.Kernel.InputError> faults = [];
        Sim.Scenarios.Yaml.ScalarNode node = new(Sim.Scenarios.Yaml.Origin.Nowhere, 0, 0, text);
        BindContext context = new(Sim.Scenarios.Catalogues.CatalogueSet.BuiltIn, faults, "");
        object? value = Shapes.Of(typeof(T)).Bind(node, new KeyAttribute("", ""), KeyPath.Root, context);
        Assert.That(faults, Is.Empty);
        return (T)value!;
    }
}
