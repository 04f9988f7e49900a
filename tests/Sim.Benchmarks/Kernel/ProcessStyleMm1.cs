using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Kernel;

/// <summary>M/M/1 in process style: a process a customer, who acquires the server, is served, and lets it go.</summary>
internal sealed class ProcessStyleMm1
{
    private readonly Simulation _simulation = new();
    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly ServerPool _server;

    private ProcessStyleMm1(RandomStreams streams)
    {
        (_gaps, _services) = (streams["mm1/gaps"], streams["mm1/services"]);
        _server = new ServerPool(_simulation, "server", 1);
    }

    public Tally Waits { get; } = new();

    public static ProcessStyleMm1 Run(long customers)
    {
        ProcessStyleMm1 model = new(new RandomStreams(1));
        model._simulation.Start(model.Source(customers));
        model._simulation.Run();
        return model;
    }

    private async Process Source(long customers)
    {
        for (; customers > 0; customers--)
        {
            await _simulation.Delay(new Duration((long)_gaps.NextExponential(EventStyleMm1.MeanGap)));
            _simulation.Start(Customer());
        }
    }

    private async Process Customer()
    {
        SimTime arrived = _simulation.Now;
        using Lease lease = await _server.Acquire();
        Waits.Add((_simulation.Now - arrived).Nanoseconds);
        await _simulation.Delay(new Duration((long)_services.NextExponential(EventStyleMm1.MeanService)));
    }
}
