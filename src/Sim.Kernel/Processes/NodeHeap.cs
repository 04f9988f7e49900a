using System;

namespace Sim.Kernel.Processes;

/// <summary>Waits by key, then sequence, smallest first; any can leave in O(log n).</summary>
internal sealed class NodeHeap
{
    private WaitNode[] _nodes = new WaitNode[16];

    public int Count { get; private set; }

    public WaitNode? First => Count == 0 ? null : _nodes[0];

    /// <summary>The waits in the order of the heap's array, which is not that of their keys.</summary>
    public ReadOnlySpan<WaitNode> Nodes => _nodes.AsSpan(0, Count);

    public void Add(WaitNode node)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        SiftUp(Count++, node);
    }

    public void Remove(WaitNode node)
    {
        int position = node.Position;
        Check.That(position < Count && ReferenceEquals(_nodes[position], node));
        WaitNode last = _nodes[--Count];
        _nodes[Count] = null!;
        if (position == Count)
        {
            return;
        }

        if (position > 0 && IsBefore(last, _nodes[(position - 1) / 2]))
        {
            SiftUp(position, last);
        }
        else
        {
            SiftDown(position, last);
        }
    }

    private static bool IsBefore(WaitNode left, WaitNode right) =>
        left.Key < right.Key || (left.Key == right.Key && left.Sequence < right.Sequence);

    private void SiftUp(int position, WaitNode node)
    {
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (IsBefore(_nodes[parent], node))
            {
                break;
            }

            Put(position, _nodes[parent]);
            position = parent;
        }

        Put(position, node);
    }

    private void SiftDown(int position, WaitNode node)
    {
        while (true)
        {
            int child = (position * 2) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && IsBefore(_nodes[child + 1], _nodes[child]))
            {
                child++;
            }

            if (IsBefore(node, _nodes[child]))
            {
                break;
            }

            Put(position, _nodes[child]);
            position = child;
        }

        Put(position, node);
    }

    private void Put(int position, WaitNode node)
    {
        _nodes[position] = node;
        node.Position = position;
    }
}
