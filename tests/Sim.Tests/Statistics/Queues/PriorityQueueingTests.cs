using System;
using NUnit.Framework;
using Sim.Statistics.Queues;

namespace Sim.Tests.Statistics.Queues;

public sealed class PriorityQueueingTests
{
    private static readonly PriorityClass[] Unlike = [new(0.2, 1, 0), new(0.1, 2, 1), new(0.05, 4, 3)];

    // By hand, two exponential classes of rate 1/4 and mean 1: R = 1/2; W = (1/2) / (3/4) and (1/2) / (3/4 x 1/2).
    [Test]
    public void Two_classes_that_do_not_interrupt_by_hand() =>
        Assert.That(PriorityQueueing.NonPreemptiveWaiting([new(0.25, 1), new(0.25, 1)]), Is.EqualTo(new[] { 2 / 3.0, 4 / 3.0 }).Within(1e-12));

    // The same, interrupting: 1 + (1/4) / (3/4), and 1 / (3/4) + (1/2) / (3/4 x 1/2).
    [Test]
    public void Two_classes_that_interrupt_by_hand() =>
        Assert.That(PriorityQueueing.PreemptiveResumeSojourn([new(0.25, 1), new(0.25, 1)]), Is.EqualTo(new[] { 4 / 3.0, 8 / 3.0 }).Within(1e-12));

    // L. Kleinrock's conservation law: who is preferred changes each waiting but not the sum of load times waiting, rho R / (1 - rho).
    [Test]
    public void What_one_class_gains_the_others_lose()
    {
        double[] waiting = PriorityQueueing.NonPreemptiveWaiting(Unlike);
        double[] turned = PriorityQueueing.NonPreemptiveWaiting([Unlike[2], Unlike[1], Unlike[0]]);
        double residual = (0.2 * 1 * 1 / 2) + (0.2 * 2 * 2 / 2) + (0.2 * 4 * 10 / 2);
        Assert.That(0.2 * (waiting[0] + waiting[1] + waiting[2]), Is.EqualTo(0.6 * residual / 0.4).Within(1e-12));
        Assert.That(0.2 * (turned[0] + turned[1] + turned[2]), Is.EqualTo(0.6 * residual / 0.4).Within(1e-12));
        Assert.That(turned[2], Is.GreaterThan(waiting[0]));
    }

    // With like exponential services the number present does not depend on the order: lambda T summed is rho / (1 - rho).
    [Test]
    public void Interrupting_does_not_change_how_many_are_present()
    {
        double[] sojourns = PriorityQueueing.PreemptiveResumeSojourn([new(0.1, 2), new(0.2, 2), new(0.1, 2)]);
        Assert.That((0.1 * sojourns[0]) + (0.2 * sojourns[1]) + (0.1 * sojourns[2]), Is.EqualTo(0.8 / 0.2).Within(1e-12));
    }

    [Test]
    public void The_most_urgent_do_not_see_the_others_if_they_interrupt()
    {
        double alone = PollaczekKhinchine.MeanWaiting(0.2, 1, 0) + 1;
        Assert.That(PriorityQueueing.PreemptiveResumeSojourn(Unlike)[0], Is.EqualTo(alone).Within(1e-12));
        Assert.That(PriorityQueueing.NonPreemptiveWaiting(Unlike)[0] + 1, Is.GreaterThan(alone));
    }

    // An overload from behind takes the share that is left: for the first, always a service of the second in progress. (1/2 x 1 + 1/2 x 1) / (1/2) = 2.
    [Test]
    public void An_overload_stops_only_the_classes_it_reaches()
    {
        Assert.That(PriorityQueueing.NonPreemptiveWaiting([new(0.5, 1), new(9, 1), new(1, 1)]), Is.EqualTo(new[] { 2, double.PositiveInfinity, double.PositiveInfinity }).Within(1e-12));
        Assert.That(PriorityQueueing.PreemptiveResumeSojourn([new(0.5, 1), new(9, 1)]), Is.EqualTo(new[] { 2, double.PositiveInfinity }).Within(1e-12));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That(() => PriorityQueueing.NonPreemptiveWaiting([]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => PriorityQueueing.PreemptiveResumeSojourn([new(-1, 1)]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => PriorityQueueing.PreemptiveResumeSojourn([new(1, 0)]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
