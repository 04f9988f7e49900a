using NUnit.Framework;
using Sim.Reports.Page;

namespace Sim.Tests.Reports;

internal sealed class HumanTests
{
    [TestCase(0, "0")]
    [TestCase(double.NaN, "–")]
    [TestCase(1234567.8, "1,234,568")]
    [TestCase(64.23, "64.2")]
    [TestCase(8.314, "8.31")]
    [TestCase(0.0321, "0.032")]
    [TestCase(0.000123, "0.00012")]
    [TestCase(-12.34, "-12.3")]
    public void Numbers(double value, string expected) => Assert.That(Human.Number(value), Is.EqualTo(expected));

    [TestCase(2600, "MHz", "2.6 GHz")]
    [TestCase(998_400_000, "MHz", "998 THz")]
    [TestCase(613, "MiB", "613 MiB")]
    [TestCase(262_144, "MiB", "256 GiB")]
    [TestCase(5731.9, "W", "5.73 kW")]
    [TestCase(12, "", "12")]
    [TestCase(double.NaN, "MHz", "–")]
    public void Units(double value, string unit, string expected) => Assert.That(Human.WithUnit(value, unit), Is.EqualTo(expected));

    [TestCase(0.004, "4 ms")]
    [TestCase(90, "1.5 min")]
    [TestCase(86400, "24 h")]
    [TestCase(30 * 86400, "30 d")]
    public void Durations(double seconds, string expected) => Assert.That(Human.Duration(seconds), Is.EqualTo(expected));

    [TestCase(300, "00:05")]
    [TestCase(86400 + 3661, "1 d 01:01:01")]
    public void Moments(double seconds, string expected) => Assert.That(Human.Moment(seconds), Is.EqualTo(expected));

    [TestCase(1, "1 VM")]
    [TestCase(1052, "1,052 VMs")]
    public void Counts(double count, string expected) => Assert.That(Human.Count(count, "VM"), Is.EqualTo(expected));
}
