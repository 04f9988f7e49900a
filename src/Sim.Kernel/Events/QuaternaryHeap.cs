using System;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Events;

/// <summary>An implicit heap with four children a node.</summary>
/// <remarks>
/// Adding and taking are O(log n); nothing is allocated but by doubling the array. Four children instead of two halve the
/// depth, and one node's children lie in at most two cache lines: D. B. Johnson, "Priority queues with update and
/// finding minimum spanning trees", Information Processing Letters 4(3), 1975; A. LaMarca and R. E. Ladner, "The
/// influence of caches on the performance of heaps", ACM Journal of Experimental Algorithmics 1, 1996.
/// </remarks>
public sealed class QuaternaryHeap : IEventQueue
{
    private const int Children = 4;
    private const int InitialCapacity = 16;

    private QueuedEvent[] _nodes = new QueuedEvent[InitialCapacity];
    private int _count;

    /// <inheritdoc/>
    public int Count => _count;

    /// <summary>The first event; only where <see cref="Count"/> is not 0.</summary>
    internal ref readonly QueuedEvent First => ref _nodes[0];

    /// <summary>The events as they stand in the heap, the first first and the others in no order.</summary>
    internal ReadOnlySpan<QueuedEvent> Items => _nodes.AsSpan(0, _count);

    /// <inheritdoc/>
    public void Add(EventKey key, int slot)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        SiftUp(_nodes, _count++, new QueuedEvent(key, slot));
    }

    /// <inheritdoc/>
    public bool TryTake(SimTime end, out QueuedEvent first)
    {
        first = _nodes[0];
        if (_count == 0 || first.Key.Time >= end)
        {
            return false;
        }

        DropFirst();
        return true;
    }

    /// <inheritdoc/>
    public bool TryPeek(out QueuedEvent first)
    {
        first = _nodes[0];
        return _count > 0;
    }

    /// <inheritdoc/>
    public void Retain(Predicate<QueuedEvent> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        int kept = 0;
        foreach (QueuedEvent item in Items)
        {
            if (keep(item))
            {
                _nodes[kept++] = item;
            }
        }

        _count = kept;
        for (int node = (kept - 2) / Children; node >= 0; node--)
        {
            SiftDown(_nodes, _count, node, _nodes[node]);
        }
    }

    /// <summary>Drops the first event; only where <see cref="Count"/> is not 0.</summary>
    internal void DropFirst()
    {
        QueuedEvent last = _nodes[--_count];
        SiftDown(_nodes, _count, 0, last);
    }

    /// <summary>Drops all events.</summary>
    internal void Clear() => _count = 0;

    private static void SiftUp(QueuedEvent[] nodes, int position, in QueuedEvent item)
    {
        while (position > 0)
        {
            int parent = (position - 1) / Children;
            if (nodes[parent] < item)
            {
                break;
            }

            nodes[position] = nodes[parent];
            position = parent;
        }

        nodes[position] = item;
    }

    private static void SiftDown(QueuedEvent[] nodes, int count, int position, QueuedEvent item)
    {
        while (true)
        {
            int first = (position * Children) + 1;
            if (first >= count)
            {
                break;
            }

            int child = Smallest(nodes, first, Math.Min(first + Children, count));
            if (item < nodes[child])
            {
                break;
            }

            nodes[position] = nodes[child];
            position = child;
        }

        nodes[position] = item;
    }

    private static int Smallest(QueuedEvent[] nodes, int first, int end)
    {
        int smallest = first;
        for (int i = first + 1; i < end; i++)
        {
            if (nodes[i] < nodes[smallest])
            {
                smallest = i;
            }
        }

        return smallest;
    }
}
