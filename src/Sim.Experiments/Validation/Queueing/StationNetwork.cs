using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Stations with exponential service, first come first served, between which customers go by chance, in event style; open or closed.</summary>
internal sealed class StationNetwork : IEventHandler
{
    private readonly NetworkShape _shape;
    private readonly RandomStream[] _gaps;
    private readonly RandomStream[] _services;
    private readonly RandomStream[] _routes;
    private readonly Queue<long>[] _lines;
    private readonly TimeWeighted[] _present;
    private readonly long[] _served;
    private readonly CustomerMeter _sojourns;
    private readonly Dictionary<long, SimTime> _entered = [];

    private StationNetwork(Replication replication, NetworkShape shape)
    {
        _shape = shape;
        _gaps = Streams(replication, "gaps");
        _services = Streams(replication, "services");
        _routes = Streams(replication, "routes");
        _lines = [.. shape.Stations.Select(_ => new Queue<long>())];
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
        Simulation simulation = new();
        StationNetwork network = new(replication, shape);
        for (int customer = 0; customer < customers; customer++)
        {
            network.Enter(simulation, 0, customer);
        }

        double seconds = network.Observe(simulation, replication.WarmUp / rate, replication.Customers / rate);
        return [network._served[0] / seconds, .. network._present.Select(present => present.Mean)];
    }

    /// <summary>Simulates customers that come from outside and leave.</summary>
    /// <param name="replication">Which random numbers, and how many customers count.</param>
    /// <param name="shape">The stations.</param>
    /// <returns>The mean seconds from entering the network to leaving it, and the mean number at each station.</returns>
    public static double[] SimulateOpen(Replication replication, NetworkShape shape)
    {
        Simulation simulation = new();
        StationNetwork network = new(replication, shape);
        for (int station = 0; station < shape.Stations.Count; station++)
        {
            network.ScheduleArrival(simulation, station);
        }

        double rate = shape.Stations.Sum(station => station.ExternalRate);
        network.Observe(simulation, replication.WarmUp / rate, replication.Customers / rate);
        double[] numbers = [.. network._present.Select(present => present.Mean)];

        // Those that count are the first so many by their order of arrival, and may be here longer than the numbers are observed.
        while (!network._sojourns.IsDone)
        {
            simulation.Step();
        }

        return [network._sojourns.Mean, .. numbers];
    }

    /// <summary>Operations from 0 end a service at the station of that number; those below are arrivals from outside.</summary>
    public void Handle(Simulation simulation, int operation, long payload)
    {
        if (operation < 0)
        {
            long customer = _sojourns.Arrive();
            _entered.Add(customer, simulation.Now);
            ScheduleArrival(simulation, ~operation);
            Enter(simulation, ~operation, customer);
            return;
        }

        _served[operation]++;
        _present[operation].Add(simulation.Now, -1);
        if (_lines[operation].TryDequeue(out long next))
        {
            Serve(simulation, operation, next);
        }

        Route(simulation, operation, payload);
    }

    private double Observe(Simulation simulation, double warmUp, double seconds)
    {
        simulation.RunUntil(simulation.Now + Seconds.Span(warmUp));
        Array.ForEach(_present, present => present.Restart(simulation.Now));
        Array.Clear(_served);
        SimTime start = simulation.Now;
        simulation.RunUntil(start + Seconds.Span(seconds));
        Array.ForEach(_present, present => present.CloseAt(simulation.Now));
        return (simulation.Now - start).Seconds;
    }

    private void ScheduleArrival(Simulation simulation, int station)
    {
        if (_shape.Stations[station].ExternalRate is > 0 and double rate)
        {
            simulation.ScheduleAfter(Seconds.Span(_gaps[station].NextExponential(1 / rate)), this, ~station);
        }
    }

    private void Enter(Simulation simulation, int station, long customer)
    {
        _present[station].Add(simulation.Now, 1);
        if (_present[station].Current <= _shape.Stations[station].Servers)
        {
            Serve(simulation, station, customer);
        }
        else
        {
            _lines[station].Enqueue(customer);
        }
    }

    private void Serve(Simulation simulation, int station, long customer) =>
        simulation.ScheduleAfter(Seconds.Span(_services[station].NextExponential(_shape.Stations[station].MeanService)), this, station, customer);

    private void Route(Simulation simulation, int station, long customer)
    {
        double chance = _routes[station].NextDouble();
        for (int next = 0; next < _lines.Length; next++)
        {
            chance -= _shape.Routing[station][next];
            if (chance < 0)
            {
                Enter(simulation, next, customer);
                return;
            }
        }

        _entered.Remove(customer, out SimTime since);
        _sojourns.Take(customer, (simulation.Now - since).Seconds);
    }

    private RandomStream[] Streams(Replication replication, string purpose) =>
        [.. _shape.Stations.Select((_, station) => replication[string.Create(CultureInfo.InvariantCulture, $"station {station}/{purpose}")])];
}
