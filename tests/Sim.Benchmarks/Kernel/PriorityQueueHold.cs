using System.Collections.Generic;
using Sim.Kernel.Events;

namespace Sim.Benchmarks.Kernel;

/// <summary>The reference: .NET's own queue in a loop, holding what an event of ours holds; no dispatch, no handles, no tie-breaking.</summary>
internal sealed class PriorityQueueHold : IHold
{
    private const int Mask = (1 << 13) - 1;

    private readonly PriorityQueue<(IEventHandler? Handler, int Operation, long Payload), long> _queue = new();
    private readonly long[] _increments;
    private long _next;

    public PriorityQueueHold(int pending, long[] increments)
    {
        _increments = increments;
        for (int i = 0; i < pending; i++)
        {
            _queue.Enqueue((null, 0, i), increments[i & Mask]);
        }
    }

    public ulong Checksum { get; private set; }

    public void Run(long events)
    {
        for (; events > 0; events--)
        {
            _queue.TryDequeue(out (IEventHandler? Handler, int Operation, long Payload) item, out long time);
            Checksum = unchecked(Checksum + (ulong)time);
            _queue.Enqueue(item, time + _increments[_next++ & Mask]);
        }
    }
}
