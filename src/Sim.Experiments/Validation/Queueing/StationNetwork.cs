using System;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Stations with exponential service, each a server pool, between which customers, each a process, go by chance; open or closed.</summary>
internal sealed class StationNetwork
{
    private const int Outside = -1;

    private readonly Simulation _simulation = new();
    private readonly NetworkShape _shape;
    private readonly ServerPool[] _pools;
    private readonly RandomStream[] _gaps;
    private readonly RandomStream[] _services;
    private readonly RandomStream[] _routes;
    private readonly TimeWeighted[] _present;
    private readonly long[] _served;
    private readonly CustomerMeter _sojourns;

    private StationNetwork(Replication replication, NetworkShape shape)
    {
        _shape = shape;
        _pools = [.. shape.Stations.Select((station, i) => new ServerPool(_simulation, Name(i), station.Servers))];
        _gaps = Streams(replication, "gaps");
        _services = Streams(replication, "services");
        _routes = Streams(replication, "routes");
        _present = [.. shape.Stations.Select(_ => new TimeWeighted(SimTime.Zero, 0))];
        _served = new long[shape.Stations.Count];
        _sojourns = new CustomerMeter(replication);
    }

    /// <summary>Simulates so many customers going round for ever, for the time that theory gives the first station to serve those that count.</summary>
    /// <param name="replication">Which random numbers, and how many services of the first station count.</param>
    /// <param name="shape">The stations.</param>
    /// <param name="customers">How many go round.</param>
    /// <param name="rate">Services of the first station in a second, by theory.</param>
    /// <returns>Services of the first station in a second, and the mean number at each station.</returns>
    public static double[] SimulateClosed(Replication replication, NetworkShape shape, int customers, double rate)
    {
        StationNetwork network = new(replication, shape);
        for (int customer = 0; customer < customers; customer++)
        {
            network._simulation.Start(network.Visit(customer, station: 0));
        }

        double seconds = network.Observe(replication.WarmUp / rate, replication.Customers / rate);
        return [network._served[0] / seconds, .. network._present.Select(present => present.Mean)];
    }

    /// <summary>Simulates customers that come from outside and leave.</summary>
    /// <param name="replication">Which random numbers, and how many customers count.</param>
    /// <param name="shape">The stations.</param>
    /// <returns>The mean seconds from entering the network to leaving it, and the mean number at each station.</returns>
    public static double[] SimulateOpen(Replication replication, NetworkShape shape)
    {
        StationNetwork network = new(replication, shape);
        for (int station = 0; station < shape.Stations.Count; station++)
        {
            if (shape.Stations[station].ExternalRate > 0)
            {
                network._simulation.Start(network.Arrive(station));
            }
        }

        double rate = shape.Stations.Sum(station => station.ExternalRate);
        network.Observe(replication.WarmUp / rate, replication.Customers / rate);
        double[] numbers = [.. network._present.Select(present => present.Mean)];

        // Those that count are so many by their order of arrival, and may be here longer than the numbers are observed.
        while (!network._sojourns.IsDone)
        {
            network._simulation.Step();
        }

        return [network._sojourns.Mean, .. numbers];
    }

    // Customers come for as long as the simulation is run.
    private async Process Arrive(int station)
    {
        while (_simulation.Now < SimTime.Never)
        {
            await _simulation.Delay(Seconds.Span(_gaps[station].NextExponential(1 / _shape.Stations[station].ExternalRate)));
            _simulation.Start(Visit(_sojourns.Arrive(), station));
        }
    }

    private async Process Visit(long customer, int station)
    {
        SimTime entered = _simulation.Now;
        while (station != Outside)
        {
            _present[station].Add(_simulation.Now, 1);
            using (await _pools[station].Acquire())
            {
                await _simulation.Delay(Seconds.Span(_services[station].NextExponential(_shape.Stations[station].MeanService)));
            }

            _present[station].Add(_simulation.Now, -1);
            _served[station]++;
            station = Next(station);
        }

        _sojourns.Take(customer, (_simulation.Now - entered).Seconds);
    }

    private int Next(int station)
    {
        double chance = _routes[station].NextDouble();
        for (int next = 0; next < _pools.Length; next++)
        {
            chance -= _shape.Routing[station][next];
            if (chance < 0)
            {
                return next;
            }
        }

        return Outside;
    }

    private double Observe(double warmUp, double seconds)
    {
        _simulation.RunUntil(SimTime.Zero + Seconds.Span(warmUp));
        SimTime start = _simulation.Now;
        Array.ForEach(_present, present => present.Restart(start));
        Array.Clear(_served);
        _simulation.RunUntil(start + Seconds.Span(seconds));
        Array.ForEach(_present, present => present.CloseAt(_simulation.Now));
        return (_simulation.Now - start).Seconds;
    }

    private RandomStream[] Streams(Replication replication, string purpose) =>
        [.. _shape.Stations.Select((_, station) => replication[$"{Name(station)}/{purpose}"])];

    private static string Name(int station) => string.Create(CultureInfo.InvariantCulture, $"station {station + 1}");
}
