using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>M/M/c in process style: each customer is a process that holds a server of a pool. The mean service is 1 s.</summary>
internal sealed class ProcessQueue
{
    private readonly Simulation _simulation = new();
    private readonly ServerPool _servers;
    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly double _meanGap;
    private readonly CustomerMeter _sojourns;

    private ProcessQueue(Replication replication, double load, int servers)
    {
        _servers = new ServerPool(_simulation, "servers", servers);
        (_gaps, _services) = (replication["gaps"], replication["services"]);
        (_meanGap, _sojourns) = (1 / load / servers, new CustomerMeter(replication));
    }

    /// <summary>Simulates it and gives the mean seconds from arrival to departure.</summary>
    /// <param name="replication">Which random numbers, and how many customers.</param>
    /// <param name="load">The busy share of the servers.</param>
    /// <param name="servers">How many serve at the same time.</param>
    public static double Simulate(Replication replication, double load, int servers)
    {
        ProcessQueue queue = new(replication, load, servers);
        queue._simulation.Start(queue.Arrive());
        queue._simulation.Run();
        return queue._sojourns.Mean;
    }

    private async Process Arrive()
    {
        while (!_sojourns.IsDone)
        {
            await _simulation.Delay(Seconds.Span(_gaps.NextExponential(_meanGap)));
            _simulation.Start(Stay(_sojourns.Arrive()));
        }
    }

    private async Process Stay(long customer)
    {
        SimTime arrived = _simulation.Now;
        using (await _servers.Acquire())
        {
            await _simulation.Delay(Seconds.Span(_services.NextExponential(1)));
        }

        _sojourns.Take(customer, (_simulation.Now - arrived).Seconds);
    }
}
