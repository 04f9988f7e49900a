using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Networks of queues.</summary>
internal static class NetworkStudies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueueStudy> All { get; } = [CentralServer(8, 6_000_000), Jackson(8_000_000)];

    // A CPU of 1 s a visit; then half go to two disks with one queue, a quarter to a slow disk, a quarter think. Visits are counted by those of the CPU.
    private static QueueStudy CentralServer(int customers, long visits)
    {
        NetworkShape shape = new(
            [new(1), new(2, Servers: 2), new(3), new(6, Servers: ClosedStation.Delay)],
            [[0, 0.5, 0.25, 0.25], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]);
        double[] share = [1, 0.5, 0.25, 0.25];
        ClosedStation[] stations = [.. shape.Stations.Select((station, i) => new ClosedStation(station.MeanService, share[i], station.Servers))];
        ClosedNetworkSolution theory = new ClosedNetwork(stations).Solve(customers);
        string[] names = ["at CPU", "at disk pair", "at slow disk", "thinking"];
        const string source = "MVA: Reiser & Lavenberg 1980";
        return new QueueStudy(
            string.Create(CultureInfo.InvariantCulture, $"central server of {customers}"), "central-server", visits,
            [
                new("CPU visits per s", theory.Throughput, source),
                .. names.Select((name, i) => new QueueMeasure("number " + name, theory.MeanNumbers[i], source)),
            ],
            replication => StationNetwork.SimulateClosed(replication, shape, customers, theory.Throughput));
    }

    private static QueueStudy Jackson(long customers)
    {
        NetworkShape shape = new(
            [new(0.9, ExternalRate: 0.5), new(1.8, ExternalRate: 0.2, Servers: 2), new(3)],
            [[0, 0.5, 0.3], [0.4, 0, 0], [0, 0, 0]]);
        JacksonNetwork theory = new(shape.Stations, shape.Routing);
        const string source = "Jackson 1957";
        return new QueueStudy(
            "Jackson network", "jackson", customers,
            [
                new("in network s", theory.MeanSojourn, source),
                .. theory.MeanNumbers.Select((mean, i) => new QueueMeasure(string.Create(CultureInfo.InvariantCulture, $"number at {i + 1}"), mean, source)),
            ],
            replication => StationNetwork.SimulateOpen(replication, shape));
    }
}
