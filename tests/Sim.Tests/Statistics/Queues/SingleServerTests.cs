using System;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;
using Sim.Statistics.Queues;

namespace Sim.Tests.Statistics.Queues;

/// <summary>One server: by hand, and each formula against another where both hold.</summary>
public sealed class SingleServerTests
{
    // By hand: M/D/1 waits half as long as M/M/1, whose waiting is rho s / (1 - rho); cv = 2 waits 5/2 times as long.
    [TestCase(0.5, 2.0, 0, 1.0)]
    [TestCase(0.5, 2.0, 1, 2.0)]
    [TestCase(0.5, 2.0, 2, 5.0)]
    [TestCase(0.8, 1.0, 0, 2.0)]
    [TestCase(0.0, 1.0, 3, 0.0)]
    [TestCase(1.0, 1.0, 0, double.PositiveInfinity)]
    public void Pollaczek_and_Khinchine_by_hand(double load, double service, double variation, double expected) =>
        Assert.That(PollaczekKhinchine.MeanWaiting(load, service, variation), Is.EqualTo(expected).Within(1e-12));

    [TestCase(0.1)]
    [TestCase(0.6)]
    [TestCase(0.99)]
    public void With_exponential_service_all_are_the_MM1_queue(double load)
    {
        double waiting = Queueing.MeanWaiting(1, load, 3);
        Assert.That(PollaczekKhinchine.MeanWaiting(load, 3, 1), Is.EqualTo(waiting).Within(1e-9).Percent);
        Assert.That(ErlangArrivals.MeanWaiting(1, load, 3), Is.EqualTo(waiting).Within(1e-9).Percent);
        Assert.That(Kingman.Approximation(3 / load, 3 / load, 3, 3), Is.EqualTo(waiting).Within(1e-9).Percent);
        Assert.That(ProcessorSharingQueue.MeanSojourn(load, 3), Is.EqualTo(waiting + 3).Within(1e-9).Percent);
        Assert.That(PriorityQueueing.NonPreemptiveWaiting([new PriorityClass(load / 3, 3)]), Is.EqualTo(new[] { waiting }).Within(1e-9).Percent);
        Assert.That(PriorityQueueing.PreemptiveResumeSojourn([new PriorityClass(load / 3, 3)]), Is.EqualTo(new[] { waiting + 3 }).Within(1e-9).Percent);
        Assert.That(new FiniteRoomQueue(load, 20_000).MeanQueue, Is.EqualTo(waiting * load / 3).Within(1e-9).Percent);
    }

    // L. Kleinrock, "Queueing Systems" II, 4.4: twice as much work, twice as long a stay; at half load everything takes twice its time.
    [Test]
    public void Sharing_a_processor_is_fair()
    {
        Assert.That(ProcessorSharingQueue.MeanSojournOf(0.5, 7), Is.EqualTo(14));
        Assert.That(ProcessorSharingQueue.MeanSojournOf(0.75, 1), Is.EqualTo(4));
        Assert.That(ProcessorSharingQueue.MeanSojourn(1, 1), Is.EqualTo(double.PositiveInfinity));
    }

    // For two phases the equation is of the second degree once the solution 1 is divided out: sigma^2 - (1 + 4 rho) sigma + 4 rho^2 = 0.
    [TestCase(0.1)]
    [TestCase(0.6)]
    [TestCase(0.999)]
    public void Erlang_arrivals_by_the_quadratic_formula(double load)
    {
        double busy = ((1 + (4 * load)) - Math.Sqrt(1 + (8 * load))) / 2;
        Assert.That(ErlangArrivals.FoundBusy(2, load), Is.EqualTo(busy).Within(1e-11));
        Assert.That(ErlangArrivals.MeanWaiting(2, load, 1), Is.EqualTo(busy / (1 - busy)).Within(1e-6).Percent);
    }

    // Many phases are regular arrivals: D/M/1, where sigma = exp(-(1 - sigma) / rho); at rho = 1/2 it is 0.20319 (Kleinrock I, 6.4, iterated by hand).
    [Test]
    public void Many_phases_are_regular_arrivals()
    {
        double busy = ErlangArrivals.FoundBusy(1_000_000, 0.5);
        Assert.That(busy, Is.EqualTo(0.20319).Within(0.00001));
        Assert.That(busy, Is.EqualTo(Math.Exp(-(1 - busy) / 0.5)).Within(1e-6));
    }

    [TestCase(2, 0.3)]
    [TestCase(2, 0.9)]
    [TestCase(8, 0.99)]
    public void Kingmans_bound_is_above_the_truth_and_tight_in_heavy_traffic(int phases, double load)
    {
        double gap = 1 / load;
        double exact = ErlangArrivals.MeanWaiting(phases, load, 1);
        double bound = Kingman.UpperBound(gap, gap / Math.Sqrt(phases), 1, 1);
        Assert.That(bound, Is.GreaterThan(exact));
        Assert.That(bound - exact, Is.LessThan(gap), "the idle time that the bound leaves out is less than a gap");
        Assert.That(Kingman.Approximation(gap, gap / Math.Sqrt(phases), 1, 1), Is.LessThan(bound));
    }

    // By hand: (2^2 + 1^2) / (2 x 2 x (1 - 1/2)).
    [Test]
    public void Kingmans_bound_by_hand()
    {
        Assert.That(Kingman.UpperBound(2, 2, 1, 1), Is.EqualTo(2.5).Within(1e-12));
        Assert.That(Kingman.UpperBound(2, 0, 1, 0), Is.Zero, "D/D/1 never waits");
        Assert.That(Kingman.UpperBound(1, 1, 1, 1), Is.EqualTo(double.PositiveInfinity));
    }

    // By hand: 4 : 2 : 1; 1 : 1 : 1 : 1; 1 : 2 : 4.
    [TestCase(0.5, 2, 1 / 7.0, 4 / 7.0)]
    [TestCase(1.0, 3, 1 / 4.0, 3 / 2.0)]
    [TestCase(2.0, 2, 4 / 7.0, 10 / 7.0)]
    [TestCase(0.0, 2, 0, 0)]
    public void A_finite_room_by_hand(double load, int room, double loss, double number)
    {
        FiniteRoomQueue queue = new(load, room);
        Assert.That(queue.Loss, Is.EqualTo(loss).Within(1e-15));
        Assert.That(queue.MeanNumber, Is.EqualTo(number).Within(1e-15));
        Assert.That(queue.Probabilities.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    // Room for the one in service only is Erlang's loss system; under overload all but one service in rho is lost.
    [Test]
    public void A_finite_room_at_its_limits()
    {
        Assert.That(new FiniteRoomQueue(0.7, 1).Loss, Is.EqualTo(Queueing.ErlangB(1, 0.7)).Within(1e-15));
        Assert.That(new FiniteRoomQueue(1e3, 1000).Loss, Is.EqualTo(1 - 1e-3).Within(1e-12));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That(() => PollaczekKhinchine.MeanWaiting(-1, 1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => PollaczekKhinchine.MeanWaiting(0.5, 0, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ProcessorSharingQueue.MeanSojourn(0.5, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ErlangArrivals.MeanWaiting(0, 0.5, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Kingman.UpperBound(0, 1, 1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FiniteRoomQueue(0.5, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
