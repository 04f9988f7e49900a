using System;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;
using Sim.Statistics.Queues;

namespace Sim.Tests.Statistics.Queues;

public sealed class ClosedNetworkTests
{
    // By hand: two queues of demands 1 and 2. R(1) = 1, 2, X = 1/3; R(2) = 4/3, 10/3, X = 2 / (14/3) = 3/7.
    [Test]
    public void Two_customers_and_two_queues_by_hand()
    {
        ClosedNetworkSolution found = new ClosedNetwork(new(1), new(0.5, Visits: 4)).Solve(2);
        Assert.That(found.Throughput, Is.EqualTo(3 / 7.0).Within(1e-15));
        Assert.That(found.Residence, Is.EqualTo(new[] { 4 / 3.0, 10 / 3.0 }).Within(1e-15));
        Assert.That(found.MeanNumbers, Is.EqualTo(new[] { 4 / 7.0, 10 / 7.0 }).Within(1e-15));
        Assert.That(found.Utilisations, Is.EqualTo(new[] { 3 / 7.0, 6 / 7.0 }).Within(1e-15));
        Assert.That(found.CycleTime, Is.EqualTo(14 / 3.0).Within(1e-15));
    }

    // M like queues of demand D: X = N / (D (N + M - 1)), since an arrival finds (N - 1) / M everywhere.
    [TestCase(1, 1)]
    [TestCase(4, 7)]
    [TestCase(10, 1000)]
    public void Like_queues_have_a_closed_form(int queues, int customers)
    {
        ClosedNetwork network = new([.. Enumerable.Repeat(new ClosedStation(3), queues)]);
        Assert.That(network.Solve(customers).Throughput, Is.EqualTo(customers / (3.0 * (customers + queues - 1))).Within(1e-12));
    }

    // A delay and a station of c servers are the machine repairman, which Queueing solves by its birth and death equations.
    [TestCase(1, 4)]
    [TestCase(12, 4)]
    [TestCase(100, 16)]
    [TestCase(1000, 64)]
    public void A_delay_and_one_station_are_the_machine_repairman(int customers, int servers)
    {
        FiniteSourceQueue theory = Queueing.MachineRepairman(customers, servers, 7, 2);
        ClosedNetworkSolution found = new ClosedNetwork(new(7, Servers: ClosedStation.Delay), new(2, Servers: servers)).Solve(customers);
        Assert.That(found.Throughput, Is.EqualTo(theory.Throughput).Within(1e-9).Percent);
        Assert.That(found.MeanNumbers, Is.EqualTo(new[] { theory.MeanThinking, theory.MeanQueue + theory.MeanBusy }).Within(1e-8).Percent);
    }

    // A central server: one CPU visited 5 times, disks in between, think time; and some stations with several servers.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    [TestCase(60)]
    public void Mean_values_and_convolution_agree(int customers)
    {
        ClosedNetwork network = new(new(0.02, 5), new(0.08, 3, Servers: 2), new(0.3, 1, Servers: 5), new(0.04), new(1.5, Servers: ClosedStation.Delay));
        double expected = Convolution.Throughput(customers, (0.1, 1), (0.24, 2), (0.3, 5), (0.04, 1), (1.5, customers));
        ClosedNetworkSolution found = network.Solve(customers);
        Assert.That(found.Throughput, Is.EqualTo(expected).Within(1e-10).Percent);
        Assert.That(found.MeanNumbers.Sum(), Is.EqualTo(customers).Within(1e-9).Percent);
    }

    // The classic recursion loses the empty station's chance by cancellation here; the throughput must still be that of the bottleneck.
    [Test]
    public void A_saturated_station_of_many_servers_keeps_its_digits()
    {
        ClosedNetworkSolution found = new ClosedNetwork(new(10, Servers: 32), new(0.1)).Solve(400);
        Assert.That(found.Throughput, Is.EqualTo(3.2).Within(1e-6).Percent);
        Assert.That(found.Utilisations, Has.All.InRange(0, 1 + 1e-12));
        Assert.That(found.MeanNumbers.Sum(), Is.EqualTo(400).Within(1e-9).Percent);
    }

    [Test]
    public void A_single_station_serves_at_its_own_pace()
    {
        Assert.That(new ClosedNetwork(new ClosedStation(2, Servers: 4)).Solve(3).Throughput, Is.EqualTo(1.5).Within(1e-12));
        Assert.That(new ClosedNetwork(new ClosedStation(2, Servers: 4)).Solve(9).Throughput, Is.EqualTo(2).Within(1e-12));
        Assert.That(new ClosedNetwork(new(2, Servers: 4), new(1, Visits: 0)).Solve(9).MeanNumbers, Is.EqualTo(new[] { 9.0, 0 }).Within(1e-12));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That(() => new ClosedNetwork(), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClosedNetwork(new ClosedStation(1, 0)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClosedNetwork(new ClosedStation(1, 1, 0)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClosedNetwork(new ClosedStation(1)).Solve(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClosedNetwork([.. Enumerable.Repeat(new ClosedStation(1, 1, 2), 17)]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
