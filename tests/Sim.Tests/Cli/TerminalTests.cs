using System;
using NUnit.Framework;
using Sim.Cli.Terminal;
using Sim.Experiments;

namespace Sim.Tests.Cli;

/// <summary>What people read on a terminal.</summary>
internal sealed class TerminalTests
{
    [TestCase("simulate", 5_000_000, 20_000_000, 2, "simulate [######..................] 25 % of 20,000,000 VM-samples, 2.500 M/s, 6 s left")]
    [TestCase("simulate", 20_000_000, 20_000_000, 4, "simulate [########################] 100 % of 20,000,000 VM-samples, 5 M/s, 0 s left")]
    [TestCase("simulate", 1, 1000, 1, "simulate [........................] 0 % of 1,000 VM-samples, 0.000 M/s, 16 min 39 s left")]
    [TestCase("simulate", 0, 1000, 0, "simulate [........................] 0 % of 1,000 VM-samples, 0 M/s, ? left")]
    [TestCase("read", 3 << 20, 0, 1, "read 3 MiB")]
    [TestCase("place", 0, 0, 1, "place ...")]
    public void Progress_says_how_far_and_how_long(string phase, long done, long total, double seconds, string expected) =>
        Assert.That(ProgressLine.Text(new RunProgress(phase, done, total), TimeSpan.FromSeconds(seconds)), Is.EqualTo(expected));

    [TestCase(0, "0")]
    [TestCase(1234567, "1,234,567")]
    [TestCase(1234.567, "1,235")]
    [TestCase(0.12345, "0.123")]
    [TestCase(-12.345, "-12.35")]
    [TestCase(double.NaN, "")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    public void Numbers_are_grouped_and_short(double value, string expected) => Assert.That(Numbers.Text(value), Is.EqualTo(expected));

    [TestCase(512, "0.500 KiB")]
    [TestCase(3 << 20, "3 MiB")]
    [TestCase(5L << 30, "5 GiB")]
    public void Memory_has_a_fitting_unit(long bytes, string expected) => Assert.That(Numbers.Bytes(bytes), Is.EqualTo(expected));
}
