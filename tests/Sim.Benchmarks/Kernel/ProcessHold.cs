using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Kernel;

/// <summary>Process style: N processes that do nothing but wait.</summary>
internal sealed class ProcessHold : IHold
{
    private const int Mask = (1 << 13) - 1;

    private readonly Simulation _simulation = new();
    private readonly long[] _increments;
    private long _next;
    private long _left;

    public ProcessHold(int pending, long[] increments)
    {
        _increments = increments;
        for (int i = 0; i < pending; i++)
        {
            _simulation.Start(Wait(increments[i & Mask]));
        }

        _simulation.RunUntil(new SimTime(1)); // all have begun to wait
    }

    public ulong Checksum { get; private set; }

    public void Run(long events)
    {
        _left = events;
        _simulation.Run();
    }

    private async Process Wait(long first)
    {
        await _simulation.Delay(new Duration(first));
        while (true)
        {
            Checksum = unchecked(Checksum + (ulong)_simulation.Now.Nanoseconds);
            if (--_left == 0)
            {
                _simulation.Stop();
            }

            await _simulation.Delay(new Duration(_increments[_next++ & Mask]));
        }
    }
}
