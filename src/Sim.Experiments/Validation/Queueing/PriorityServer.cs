using System;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>One server and classes of customers, the most urgent first, each customer a process; service is exponential.</summary>
internal sealed class PriorityServer
{
    private readonly Simulation _simulation = new();
    private readonly PriorityClass[] _classes;
    private readonly ServerPool _patient;
    private readonly PreemptiveServers? _preemptive;
    private readonly RandomStream[] _gaps;
    private readonly RandomStream[] _services;
    private readonly CustomerMeter[] _times;

    private PriorityServer(Replication replication, PriorityClass[] classes, bool preempts)
    {
        _classes = classes;
        _patient = new ServerPool(_simulation, "server", 1);
        _preemptive = preempts ? new PreemptiveServers(_simulation, "server", 1) : null;
        _gaps = Streams(replication, "gaps");
        _services = Streams(replication, "services");
        _times = Array.ConvertAll(classes, _ => new CustomerMeter(replication));
    }

    /// <summary>With interruption, after which a service goes on where it was: the mean seconds from arrival to departure of each class.</summary>
    /// <param name="replication">Which random numbers, and how many customers of each class.</param>
    /// <param name="classes">The most urgent first.</param>
    public static double[] PreemptiveSojourns(Replication replication, PriorityClass[] classes) => new PriorityServer(replication, classes, preempts: true).Run();

    /// <summary>Without interruption: the mean seconds from arrival to service of each class.</summary>
    /// <param name="replication">Which random numbers, and how many customers of each class.</param>
    /// <param name="classes">The most urgent first.</param>
    public static double[] NonPreemptiveWaits(Replication replication, PriorityClass[] classes) => new PriorityServer(replication, classes, preempts: false).Run();

    private double[] Run()
    {
        for (int kind = 0; kind < _classes.Length; kind++)
        {
            _simulation.Start(Arrive(kind));
        }

        _simulation.Run();
        return Array.ConvertAll(_times, meter => meter.Mean);
    }

    // A class goes on arriving until the last of every class has been measured: the others must meet it to the end.
    private async Process Arrive(int kind)
    {
        while (!Array.TrueForAll(_times, meter => meter.IsDone))
        {
            await _simulation.Delay(Seconds.Span(_gaps[kind].NextExponential(1 / _classes[kind].ArrivalRate)));
            Duration service = Seconds.Span(_services[kind].NextExponential(_classes[kind].MeanService));
            long customer = _times[kind].Arrive();
            _simulation.Start(_preemptive is { } servers ? Stay(servers, kind, customer, service) : Wait(kind, customer, service));
        }
    }

    private async Process Stay(PreemptiveServers servers, int kind, long customer, Duration service)
    {
        SimTime arrived = _simulation.Now;
        await servers.Use(service, kind);
        _times[kind].Take(customer, (_simulation.Now - arrived).Seconds);
    }

    private async Process Wait(int kind, long customer, Duration service)
    {
        SimTime arrived = _simulation.Now;
        using (await _patient.Acquire(priority: kind))
        {
            _times[kind].Take(customer, (_simulation.Now - arrived).Seconds);
            await _simulation.Delay(service);
        }
    }

    private RandomStream[] Streams(Replication replication, string purpose) =>
        [.. _classes.Select((_, kind) => replication[string.Create(CultureInfo.InvariantCulture, $"class {kind + 1}/{purpose}")])];
}
