using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>M/M/1/K in event style: who finds the room full is lost. The mean service is 1 s.</summary>
internal sealed class LossQueue : IEventHandler
{
    private const int Arrive = 0;
    private const int Served = 1;

    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly double _load;
    private readonly int _room;
    private readonly TimeWeighted _present = new(SimTime.Zero, 0);
    private long _arrived;
    private long _lost;

    private LossQueue(Replication replication, double load, int room)
    {
        (_gaps, _services) = (replication["gaps"], replication["services"]);
        (_load, _room) = (load, room);
    }

    /// <summary>Simulates it for the time of so many mean gaps; gives the share of arrivals that is lost and the mean number present.</summary>
    /// <param name="replication">Which random numbers, and how long.</param>
    /// <param name="load">Arrivals in a mean service.</param>
    /// <param name="room">The most present at once.</param>
    public static double[] Simulate(Replication replication, double load, int room)
    {
        Simulation simulation = new();
        LossQueue queue = new(replication, load, room);
        simulation.ScheduleAfter(queue.Gap(), queue, Arrive);
        simulation.RunUntil(SimTime.Zero + Seconds.Span(replication.WarmUp / load));
        queue._present.Restart(simulation.Now);
        queue._arrived = queue._lost = 0;
        simulation.RunUntil(simulation.Now + Seconds.Span(replication.Customers / load));
        queue._present.CloseAt(simulation.Now);
        return [(double)queue._lost / queue._arrived, queue._present.Mean];
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        bool isServed = operation == Served;
        bool isLost = !isServed && _present.Current >= _room;
        bool startsService = isServed ? _present.Current > 1 : _present.Current < 1;
        if (!isServed)
        {
            _arrived++;
            _lost += isLost ? 1 : 0;
            simulation.ScheduleAfter(Gap(), this, Arrive);
        }

        _present.Add(simulation.Now, isServed ? -1 : isLost ? 0 : 1);
        if (startsService)
        {
            simulation.ScheduleAfter(Seconds.Span(_services.NextExponential(1)), this, Served);
        }
    }

    private Duration Gap() => Seconds.Span(_gaps.NextExponential(1 / _load));
}
