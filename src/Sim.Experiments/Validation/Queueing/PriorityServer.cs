using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>One server and classes of customers, the most urgent first, in event style; service is exponential.</summary>
internal sealed class PriorityServer : IEventHandler
{
    private const int Served = -1; // every other operation is the class of one who arrives

    private readonly PriorityClass[] _classes;
    private readonly bool _preempts;
    private readonly RandomStream[] _gaps;
    private readonly RandomStream[] _services;
    private readonly CustomerMeter[] _waits;
    private readonly CustomerMeter[] _sojourns;
    private readonly Queue<PriorityCustomer>[] _lines;
    private PriorityCustomer? _current; // stays at the head of its line until it leaves
    private SimTime _last;
    private EventHandle _end;

    private PriorityServer(Replication replication, PriorityClass[] classes, bool preempts)
    {
        (_classes, _preempts) = (classes, preempts);
        _gaps = Streams(replication, "gaps");
        _services = Streams(replication, "services");
        _waits = Array.ConvertAll(classes, _ => new CustomerMeter(replication));
        _sojourns = Array.ConvertAll(classes, _ => new CustomerMeter(replication));
        _lines = Array.ConvertAll(classes, _ => new Queue<PriorityCustomer>());
    }

    /// <summary>Simulates it and gives, for each class, the mean seconds to the first service and to departure.</summary>
    /// <param name="replication">Which random numbers, and how many customers of each class.</param>
    /// <param name="classes">The most urgent first.</param>
    /// <param name="preempts">Whether the more urgent interrupt a service, which goes on later where it was.</param>
    public static (double[] Waits, double[] Sojourns) Simulate(Replication replication, PriorityClass[] classes, bool preempts)
    {
        Simulation simulation = new();
        PriorityServer server = new(replication, classes, preempts);
        for (int kind = 0; kind < classes.Length; kind++)
        {
            server.ScheduleArrival(simulation, kind);
        }

        simulation.Run();
        return (Array.ConvertAll(server._waits, meter => meter.Mean), Array.ConvertAll(server._sojourns, meter => meter.Mean));
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        if (_current is { } current)
        {
            current.Left -= simulation.Now - _last;
        }

        _last = simulation.Now;
        if (operation == Served)
        {
            PriorityCustomer leaving = _lines[_current!.Kind].Dequeue();
            _sojourns[leaving.Kind].Take(leaving.Number, (simulation.Now - leaving.Since).Seconds);
            _current = null;
        }
        else
        {
            Duration service = Seconds.Span(_services[operation].NextExponential(_classes[operation].MeanService));
            _sojourns[operation].Arrive();
            _lines[operation].Enqueue(new PriorityCustomer(operation, _waits[operation].Arrive(), simulation.Now, service));
            ScheduleArrival(simulation, operation);
        }

        Serve(simulation);
    }

    // The head of the first line that is not empty, unless another is in service and may not be interrupted.
    private void Serve(Simulation simulation)
    {
        PriorityCustomer? next = _current is not null && !_preempts ? _current : Array.Find(_lines, line => line.Count > 0)?.Peek();
        if (next is null || ReferenceEquals(next, _current))
        {
            return;
        }

        simulation.Cancel(_end);
        _end = simulation.ScheduleAfter(next.Left, this, Served);
        _current = next;
        if (!next.HasBegun)
        {
            next.HasBegun = true;
            _waits[next.Kind].Take(next.Number, (simulation.Now - next.Since).Seconds);
        }
    }

    // A class goes on arriving until the last of every class has been measured: the others must meet it to the end.
    private void ScheduleArrival(Simulation simulation, int kind)
    {
        if (!_sojourns.All(meter => meter.IsDone))
        {
            simulation.ScheduleAfter(Seconds.Span(_gaps[kind].NextExponential(1 / _classes[kind].ArrivalRate)), this, kind);
        }
    }

    private RandomStream[] Streams(Replication replication, string purpose) =>
        [.. _classes.Select((_, kind) => replication[string.Create(CultureInfo.InvariantCulture, $"class {kind}/{purpose}")])];
}
