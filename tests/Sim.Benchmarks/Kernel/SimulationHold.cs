using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Kernel;

/// <summary>Event style: one handler for all events, as a model has it.</summary>
internal sealed class SimulationHold : IHold, IEventHandler
{
    private const int Mask = (1 << 13) - 1;

    private readonly Simulation _simulation;
    private readonly long[] _increments;
    private long _next;
    private long _left;

    public SimulationHold(int pending, long[] increments, Simulation simulation)
    {
        (_simulation, _increments) = (simulation, increments);
        for (int i = 0; i < pending; i++)
        {
            simulation.ScheduleAt(new SimTime(increments[i & Mask]), this, 0, i);
        }
    }

    public ulong Checksum { get; private set; }

    public void Run(long events)
    {
        _left = events;
        _simulation.Run();
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        Checksum = unchecked(Checksum + (ulong)simulation.Now.Nanoseconds);
        simulation.ScheduleAfter(new Duration(_increments[_next++ & Mask]), this, operation, payload);
        if (--_left == 0)
        {
            simulation.Stop();
        }
    }
}
