using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>M/M/1 with processor sharing: each customer is a process that uses a shared processor. The mean service is 1 s.</summary>
internal sealed class SharedProcessor
{
    /// <summary>Services below this are short, in seconds.</summary>
    private const double Short = 0.5;

    /// <summary>Services above this are long, in seconds.</summary>
    private const double Long = 2;

    private readonly Simulation _simulation = new();
    private readonly ProcessorSharing _processor;
    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly double _meanGap;
    private readonly CustomerMeter _sojourns;
    private readonly Tally _shortSlowdowns = new();
    private readonly Tally _longSlowdowns = new();

    private SharedProcessor(Replication replication, double load)
    {
        _processor = new ProcessorSharing(_simulation, "processor");
        (_gaps, _services) = (replication["gaps"], replication["services"]);
        (_meanGap, _sojourns) = (1 / load, new CustomerMeter(replication));
    }

    /// <summary>Simulates it and gives the mean seconds in the system, and the mean of those over the service for short and for long services.</summary>
    /// <param name="replication">Which random numbers, and how many customers.</param>
    /// <param name="load">Arrivals in a mean service.</param>
    public static double[] Simulate(Replication replication, double load)
    {
        SharedProcessor shared = new(replication, load);
        shared._simulation.Start(shared.Arrive());
        shared._simulation.Run();
        return [shared._sojourns.Mean, shared._shortSlowdowns.Mean, shared._longSlowdowns.Mean];
    }

    private async Process Arrive()
    {
        while (!_sojourns.IsDone)
        {
            await _simulation.Delay(Seconds.Span(_gaps.NextExponential(_meanGap)));
            _simulation.Start(Stay(_sojourns.Arrive(), _services.NextExponential(1)));
        }
    }

    private async Process Stay(long customer, double service)
    {
        SimTime arrived = _simulation.Now;
        await _processor.Use(Seconds.Span(service));
        double sojourn = (_simulation.Now - arrived).Seconds;
        _sojourns.Take(customer, sojourn);
        if (_sojourns.Counts(customer))
        {
            Tally? slowdowns = service < Short ? _shortSlowdowns : service > Long ? _longSlowdowns : null;
            slowdowns?.Add(sojourn / service);
        }
    }
}
