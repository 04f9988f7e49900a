using System;
using System.Collections.Generic;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>One waiting line, one or more servers, first come first served, in event style.</summary>
internal sealed class SingleQueue : IEventHandler
{
    private const int Arrive = 0;
    private const int Served = 1;

    private readonly Func<double> _gap;
    private readonly Func<double> _service;
    private readonly int _servers;
    private readonly CustomerMeter _waits;
    private readonly CustomerMeter _sojourns;
    private readonly CustomerMeter _delays;
    private readonly Queue<(long Customer, SimTime Since)> _line = [];
    private int _busy;

    private SingleQueue(Replication replication, Func<double> gap, Func<double> service, int servers)
    {
        (_gap, _service, _servers) = (gap, service, servers);
        (_waits, _sojourns, _delays) = (new CustomerMeter(replication), new CustomerMeter(replication), new CustomerMeter(replication));
    }

    /// <summary>Simulates it and gives the mean wait, the mean time from arrival to departure, both in seconds, and the share that waits.</summary>
    /// <param name="replication">Which random numbers, and how many customers.</param>
    /// <param name="gap">Draws the seconds between two arrivals.</param>
    /// <param name="service">Draws the seconds of a service.</param>
    /// <param name="servers">How many serve at the same time.</param>
    public static (double Wait, double Sojourn, double Delayed) Simulate(Replication replication, Func<double> gap, Func<double> service, int servers = 1)
    {
        Simulation simulation = new();
        SingleQueue queue = new(replication, gap, service, servers);
        simulation.ScheduleAfter(Seconds.Span(gap()), queue, Arrive);
        simulation.Run();
        return (queue._waits.Mean, queue._sojourns.Mean, queue._delays.Mean);
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        if (operation == Arrive)
        {
            _line.Enqueue((_waits.Arrive(), simulation.Now));
            if (!_waits.IsDone)
            {
                simulation.ScheduleAfter(Seconds.Span(_gap()), this, Arrive);
            }
        }
        else
        {
            _busy--;
        }

        while (_busy < _servers && _line.Count > 0)
        {
            Begin(simulation);
        }
    }

    private void Begin(Simulation simulation)
    {
        (long customer, SimTime since) = _line.Dequeue();
        Duration service = Seconds.Span(_service());
        Duration wait = simulation.Now - since;
        _waits.Take(customer, wait.Seconds);
        _sojourns.Take(customer, (wait + service).Seconds);
        _delays.Take(customer, wait > Duration.Zero ? 1 : 0);
        _busy++;
        simulation.ScheduleAfter(service, this, Served);
    }
}
