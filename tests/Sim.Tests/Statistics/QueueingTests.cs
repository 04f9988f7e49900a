using System;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class QueueingTests
{
    // Standard Erlang B table (ITU/Siemens teletraffic tables, quoted to four places), and by hand: (4/2) / (1 + 2 + 2) = 0.4.
    [TestCase(15, 10.0, 0.0365)]
    [TestCase(10, 5.0, 0.0184)]
    [TestCase(2, 2.0, 0.4000)]
    [TestCase(0, 2.0, 1.0000)]
    [TestCase(3, 0.0, 0.0000)]
    public void Loss_is_that_of_the_tables(int servers, double load, double expected) =>
        Assert.That(Queueing.ErlangB(servers, load), Is.EqualTo(expected).Within(0.00005));

    // Exact rational arithmetic (Python's fractions) for 10 and 8; by hand: one server waits with its load, two with 1/3.
    [TestCase(10, 8.0, 0.40918015079644354)]
    [TestCase(1, 0.7, 0.7)]
    [TestCase(2, 1.0, 1 / 3.0)]
    [TestCase(4, 4.0, 1)]
    public void Delay_is_that_computed_exactly(int servers, double load, double expected) =>
        Assert.That(Queueing.ErlangC(servers, load), Is.EqualTo(expected).Within(1e-12));

    // M/M/1: rho / (mu - lambda); M/M/2 with load 1: (1/3) / (2 - 1).
    [TestCase(1, 0.8, 5.0, 20.0)]
    [TestCase(2, 1.0, 1.0, 1 / 3.0)]
    [TestCase(2, 2.0, 1.0, double.PositiveInfinity)]
    public void Waiting_is_that_of_the_closed_form(int servers, double load, double service, double expected) =>
        Assert.That(Queueing.MeanWaiting(servers, load, service), Is.EqualTo(expected).Within(1e-12));

    // By hand, two customers and one server, think = service: 1 : 2 : 2.
    [Test]
    public void Two_customers_and_one_server_by_hand()
    {
        FiniteSourceQueue queue = Queueing.MachineRepairman(customers: 2, servers: 1, meanThink: 1, meanService: 1);
        Assert.That(queue.Probabilities, Is.EqualTo(new[] { 0.2, 0.4, 0.4 }).Within(1e-15));
        Assert.That(queue.Throughput, Is.EqualTo(0.8).Within(1e-15));
        Assert.That(queue.MeanWaiting, Is.EqualTo(0.5).Within(1e-15));
        Assert.That(queue.WaitingShare, Is.EqualTo(0.2).Within(1e-15));
    }

    // By hand, three customers and two servers, think = 2 services: 1 : 3/2 : 3/4 : 3/16, sum 55/16.
    [Test]
    public void Three_customers_and_two_servers_by_hand()
    {
        FiniteSourceQueue queue = Queueing.MachineRepairman(customers: 3, servers: 2, meanThink: 2, meanService: 1);
        Assert.That(queue.Probabilities, Is.EqualTo(new[] { 16 / 55.0, 24 / 55.0, 12 / 55.0, 3 / 55.0 }).Within(1e-15));
        Assert.That(queue.MeanBusy, Is.EqualTo(54 / 55.0).Within(1e-15));
        Assert.That(queue.MeanWaiting, Is.EqualTo(1 / 18.0).Within(1e-15));
    }

    [TestCase(1, 1)]
    [TestCase(8, 8)]
    [TestCase(100, 7)]
    [TestCase(5000, 64)]
    public void Every_customer_thinks_waits_or_is_served(int customers, int servers)
    {
        FiniteSourceQueue queue = Queueing.MachineRepairman(customers, servers, meanThink: 0.5, meanService: 2);
        Assert.That(queue.Probabilities.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(queue.MeanThinking + queue.MeanQueue + queue.MeanBusy, Is.EqualTo(customers).Within(1e-9 * customers));
        Assert.That(queue.MeanBusy, Is.LessThanOrEqualTo(servers + 1e-12));
        Assert.That(queue.MeanQueue, servers < customers ? Is.GreaterThan(0) : Is.Zero);
    }

    // Many customers who each ask seldom are a Poisson stream.
    [Test]
    public void Many_customers_are_like_an_open_system()
    {
        const int customers = 200_000;
        FiniteSourceQueue queue = Queueing.MachineRepairman(customers, servers: 4, meanThink: customers / 3.0, meanService: 1);
        Assert.That(queue.MeanWaiting, Is.EqualTo(Queueing.MeanWaiting(4, 3, 1)).Within(0.1).Percent);
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That(() => Queueing.ErlangB(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Queueing.ErlangC(0, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Queueing.MeanWaiting(1, 0.5, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Queueing.MachineRepairman(0, 1, 1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
