using System.Collections.Generic;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>M/M/1 with processor sharing in event style; the mean service is 1 s.</summary>
/// <remarks>
/// Work is counted on a clock of its own that runs at 1/n while n customers are present: each leaves when that clock has gone
/// on by its service. So the order of leaving is known on arrival, and one event, moved with every change, is enough.
/// </remarks>
internal sealed class SharedProcessor : IEventHandler
{
    private const int Arrive = 0;
    private const int Leave = 1;

    /// <summary>Services below this are short, in seconds.</summary>
    public const double Short = 0.5;

    /// <summary>Services above this are long, in seconds.</summary>
    public const double Long = 2;

    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly double _load;
    private readonly CustomerMeter _sojourns;
    private readonly Tally _short = new();
    private readonly Tally _long = new();
    private readonly PriorityQueue<(long Customer, SimTime Since, double Service), double> _present = new();
    private double _work;
    private SimTime _last;
    private EventHandle _next;

    private SharedProcessor(Replication replication, double load)
    {
        (_gaps, _services) = (replication["gaps"], replication["services"]);
        (_load, _sojourns) = (load, new CustomerMeter(replication));
    }

    /// <summary>Simulates it and gives the mean time in the system, and the mean of that time over the service for short and for long services.</summary>
    /// <param name="replication">Which random numbers, and how many customers.</param>
    /// <param name="load">Arrivals in a mean service.</param>
    public static double[] Simulate(Replication replication, double load)
    {
        Simulation simulation = new();
        SharedProcessor queue = new(replication, load);
        simulation.ScheduleAfter(queue.Gap(), queue, Arrive);
        simulation.Run();
        return [queue._sojourns.Mean, queue._short.Mean, queue._long.Mean];
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        if (_present.Count > 0)
        {
            _work += (simulation.Now - _last).Seconds / _present.Count;
        }

        _last = simulation.Now;
        if (operation == Arrive)
        {
            double service = _services.NextExponential(1);
            _present.Enqueue((_sojourns.Arrive(), simulation.Now, service), _work + service);
        }
        else
        {
            Take(simulation.Now);
        }

        if (operation == Arrive && !_sojourns.IsDone)
        {
            simulation.ScheduleAfter(Gap(), this, Arrive);
        }

        ScheduleNext(simulation);
    }

    private void Take(SimTime now)
    {
        (long customer, SimTime since, double service) = _present.Dequeue();
        double sojourn = (now - since).Seconds;
        _sojourns.Take(customer, sojourn);
        Tally? kind = service < Short ? _short : service > Long ? _long : null;
        if (_sojourns.Counts(customer))
        {
            kind?.Add(sojourn / service);
        }
    }

    private void ScheduleNext(Simulation simulation)
    {
        if (_present.TryPeek(out _, out double end))
        {
            SimTime time = simulation.Now + Seconds.Span(System.Math.Max(0, end - _work) * _present.Count);
            _next = simulation.RescheduleAt(_next, time) ? _next : simulation.ScheduleAt(time, this, Leave);
        }
    }

    private Duration Gap() => Seconds.Span(_gaps.NextExponential(1 / _load));
}
