using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Kernel;

/// <summary>M/M/1 in event style: two events a customer, whose waiting time is measured.</summary>
internal sealed class EventStyleMm1(RandomStreams streams, long customers) : IEventHandler
{
    public const double MeanGap = 1_250_000;
    public const double MeanService = 1_000_000;
    private const int Arrival = 0;
    private const int Departure = 1;
    private const int Ring = 1 << 12;

    private readonly RandomStream _gaps = streams["mm1/gaps"];
    private readonly RandomStream _services = streams["mm1/services"];
    private readonly long[] _arrivals = new long[Ring]; // of those waiting
    private long _arrived;
    private long _begun;
    private bool _busy;

    public Tally Waits { get; } = new();

    public static EventStyleMm1 Run(long customers)
    {
        Simulation simulation = new();
        EventStyleMm1 model = new(new RandomStreams(1), customers);
        simulation.ScheduleAfter(model.NextGap(), model, Arrival);
        simulation.Run();
        return model;
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        if (operation == Arrival)
        {
            _arrivals[_arrived++ % Ring] = simulation.Now.Nanoseconds;
            if (_arrived < customers)
            {
                simulation.ScheduleAfter(NextGap(), this, Arrival);
            }

            if (!_busy)
            {
                Begin(simulation);
            }
        }
        else if (_begun < _arrived)
        {
            Begin(simulation);
        }
        else
        {
            _busy = false;
        }
    }

    private Duration NextGap() => new((long)_gaps.NextExponential(MeanGap));

    private void Begin(Simulation simulation)
    {
        Check(_arrived - _begun <= Ring);
        _busy = true;
        Waits.Add(simulation.Now.Nanoseconds - _arrivals[_begun++ % Ring]);
        simulation.ScheduleAfter(new Duration((long)_services.NextExponential(MeanService)), this, Departure);
    }

    private static void Check(bool fits)
    {
        if (!fits)
        {
            throw new System.InvalidOperationException("the queue outgrew its ring");
        }
    }
}
