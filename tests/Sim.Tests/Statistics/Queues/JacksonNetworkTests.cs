using System;
using NUnit.Framework;
using Sim.Statistics;
using Sim.Statistics.Queues;

namespace Sim.Tests.Statistics.Queues;

public sealed class JacksonNetworkTests
{
    // By hand: of those served a third comes back, so 1/2 from outside makes 3/4; rho = 3/4, L = 3, T = 3 / (1/2).
    [Test]
    public void A_queue_that_feeds_itself_by_hand()
    {
        JacksonNetwork network = new([new(1, 0.5)], [[1 / 3.0]]);
        Assert.That(network.ArrivalRates, Is.EqualTo(new[] { 0.75 }).Within(1e-12));
        Assert.That(network.MeanNumbers, Is.EqualTo(new[] { 3.0 }).Within(1e-11));
        Assert.That(network.MeanSojourn, Is.EqualTo(6).Within(1e-11));
    }

    // By hand: 1 = 3 + 1/2 x 2, 2 = 1/4 x 1 gives 24/7 and 6/7.
    [Test]
    public void Two_stations_that_feed_each_other_by_hand() => Assert.That(
        new JacksonNetwork([new(0.1, 3), new(0.1)], [[0, 0.25], [0.5, 0]]).ArrivalRates, Is.EqualTo(new[] { 24 / 7.0, 6 / 7.0 }).Within(1e-12));

    // Burke's theorem: what leaves M/M/c is a Poisson stream again, so queues in a row are each alone.
    [Test]
    public void Stations_in_a_row_are_queues_alone()
    {
        JacksonNetwork network = new([new(1, 1.6, Servers: 2), new(0.5), new(2, Servers: 4)], [[0, 1, 0], [0, 0, 1], [0, 0, 0]]);
        Assert.That(network.MeanWaiting, Is.EqualTo(new[] { Queueing.MeanWaiting(2, 1.6, 1), 2.0, Queueing.MeanWaiting(4, 3.2, 2) }).Within(1e-9).Percent);
        Assert.That(network.MeanSojourn, Is.EqualTo(network.MeanWaiting[0] + 1 + network.MeanWaiting[1] + 0.5 + network.MeanWaiting[2] + 2).Within(1e-9).Percent);
    }

    [Test]
    public void An_overloaded_station_is_infinite_and_an_unused_one_empty()
    {
        JacksonNetwork network = new([new(1, 2), new(1, 0)], [[0, 0], [0, 0]]);
        Assert.That(network.MeanNumbers, Is.EqualTo(new[] { double.PositiveInfinity, 0 }));
    }

    [Test]
    public void Networks_that_cannot_be_are_refused()
    {
        Assert.That(() => new JacksonNetwork([], []), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new JacksonNetwork([new(0)], [[0]]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new JacksonNetwork([new(1)], [[0, 1]]), Throws.ArgumentException.With.Message.Contains("row 0"));
        Assert.That(() => new JacksonNetwork([new(1, 1), new(1)], [[0.5, 0.6], [0, 0]]), Throws.ArgumentException.With.Message.Contains("row 0"));
        Assert.That(() => new JacksonNetwork([new(1, 1), new(1)], [[0, 1], [1, 0]]), Throws.ArgumentException.With.Message.Contains("leave"));
    }
}
