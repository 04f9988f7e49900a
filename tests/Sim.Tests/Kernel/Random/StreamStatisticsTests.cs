using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Random;

/// <summary>The streams under the usual tests of random numbers, one alone and many side by side.</summary>
/// <remarks>
/// Seeds are fixed, so a test that passes keeps passing; the p-values are in the output. A p-value near 1 is as bad as one
/// near 0: such numbers are too even.
/// </remarks>
public sealed class StreamStatisticsTests
{
    private static readonly OrderedDictionary<string, Func<Func<ulong>, double>> Tests = new(StringComparer.Ordinal)
    {
        ["frequency"] = StreamStatistics.Frequency,
        ["distance"] = StreamStatistics.Distance,
        ["pairs"] = StreamStatistics.Pairs,
        ["serial correlation"] = StreamStatistics.SerialCorrelation,
        ["runs"] = StreamStatistics.Runs,
        ["gaps"] = StreamStatistics.Gaps,
        ["birthday spacings"] = StreamStatistics.BirthdaySpacings,
        ["bits"] = StreamStatistics.Bits,
    };

    public static IEnumerable<string> Names => Tests.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_stream_passes(string test)
    {
        RandomStream one = new RandomStreams(1)["vm-12/think"];
        Passes(test, Tests[test](one.NextBits));
    }

    // As a model of many small parts uses them: one word of each stream in turn.
    [TestCaseSource(nameof(Names))]
    public void A_thousand_streams_in_turn_pass(string test)
    {
        RandomStream[] streams = [.. Enumerable.Range(0, 1000).Select(vm => new RandomStreams(1)[Name(vm)])];
        int turn = 0;
        Passes(test + ", streams in turn", Tests[test](() => streams[turn++ % streams.Length].NextBits()));
    }

    // The first word of each of very many streams: neighbouring names are far apart at once.
    [TestCase("pairs")]
    [TestCase("runs")]
    [TestCase("serial correlation")]
    public void First_words_of_streams_pass(string test)
    {
        (RandomStreams streams, int vm) = (new RandomStreams(1), 0);
        Passes(test + ", first words", Tests[test](() => streams[Name(vm++)].NextBits()));
    }

    [Test]
    public void Neighbouring_names_and_seeds_are_independent()
    {
        RandomStream[] names = [.. Enumerable.Range(0, 40).Select(vm => new RandomStreams(3)[Name(vm)])];
        RandomStream[] seeds = [.. Enumerable.Range(0, 40).Select(seed => new RandomStreams(seed)["vm-0/think"])];
        Passes("correlation between 40 names", StreamStatistics.CrossCorrelation(Words(names)));
        Passes("correlation between 40 seeds", StreamStatistics.CrossCorrelation(Words(seeds)));
        Passes("equal bits between 40 names", StreamStatistics.CrossBits(Words(names)));
        Passes("equal bits between 40 seeds", StreamStatistics.CrossBits(Words(seeds)));
    }

    // A little too many small numbers; a number repeated now and then; evenly spread ones; one stream for two purposes.
    [Test]
    public void Bad_numbers_are_caught()
    {
        RandomStream stream = new RandomStreams(1)["bad"];
        Func<ulong> biased = () => (ulong)(Math.Pow(stream.NextDouble(), 1.02) * ulong.MaxValue);
        ulong last = 0;
        Func<ulong> sticky = () => last = stream.NextBool(0.02) ? last : stream.NextBits();
        ulong even = 0;
        Func<ulong> spread = () => even = unchecked(even + 0x9E3779B97F4A7C15);
        foreach (string test in (string[])["frequency", "distance", "gaps", "bits"])
        {
            Assert.That(Tests[test](biased), Is.LessThan(1e-4), test);
        }

        foreach (string test in (string[])["pairs", "serial correlation", "runs"])
        {
            Assert.That(Tests[test](sticky), Is.LessThan(1e-4), test);
        }

        Assert.That(Tests["birthday spacings"](spread), Is.LessThan(1e-4));
        RandomStream[] twins = [new RandomStreams(1)["vm-0"], new RandomStreams(1)["vm-0"]];
        Assert.That(StreamStatistics.CrossCorrelation(Words(twins)), Is.LessThan(1e-4));
        Assert.That(StreamStatistics.CrossBits(Words(twins)), Is.LessThan(1e-4));
    }

    private static string Name(int vm) => string.Create(CultureInfo.InvariantCulture, $"vm-{vm}/think");

    private static Func<ulong>[] Words(RandomStream[] streams) => [.. streams.Select(stream => (Func<ulong>)stream.NextBits)];

    private static void Passes(string test, double p)
    {
        TestContext.Out.WriteLine($"{test}: p = {p:F4}");
        Assert.That(p, Is.InRange(0.0005, 0.9995));
    }
}
