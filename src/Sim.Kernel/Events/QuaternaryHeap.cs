using System;

namespace Sim.Kernel.Events;

/// <summary>An implicit heap with four children a node that knows where each slot stands.</summary>
/// <remarks>
/// Every operation is O(log n); nothing is allocated but by doubling the arrays. Four children instead of two halve the
/// depth, and one node's children lie in at most two cache lines: D. B. Johnson, "Priority queues with update and
/// finding minimum spanning trees", Information Processing Letters 4(3), 1975; A. LaMarca and R. E. Ladner, "The
/// influence of caches on the performance of heaps", ACM Journal of Experimental Algorithmics 1, 1996.
/// </remarks>
public sealed class QuaternaryHeap : IEventQueue
{
    private const int Children = 4;
    private const int InitialCapacity = 64;

    private Node[] _nodes = new Node[InitialCapacity];
    private int[] _positions = new int[InitialCapacity];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public EventKey FirstKey => _nodes[0].Key;

    /// <inheritdoc/>
    public void Add(int slot, EventKey key)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        if (slot >= _positions.Length)
        {
            Array.Resize(ref _positions, Math.Max(slot + 1, _positions.Length * 2));
        }

        SiftUp(Count++, new Node(key, slot));
    }

    /// <inheritdoc/>
    public int RemoveFirst()
    {
        int slot = _nodes[0].Slot;
        Node last = _nodes[--Count];
        if (Count > 0)
        {
            SiftDown(0, last);
        }

        return slot;
    }

    /// <inheritdoc/>
    public void Remove(int slot)
    {
        int position = PositionOf(slot);
        Node last = _nodes[--Count];
        if (position < Count)
        {
            Place(position, last);
        }
    }

    /// <inheritdoc/>
    public void Move(int slot, EventKey key) => Place(PositionOf(slot), new Node(key, slot));

    /// <inheritdoc/>
    public EventKey KeyOf(int slot) => _nodes[PositionOf(slot)].Key;

    private int PositionOf(int slot)
    {
        int position = _positions[slot];
        Check.That(position < Count && _nodes[position].Slot == slot);
        return position;
    }

    private void Place(int position, Node node)
    {
        if (position > 0 && node.Key < _nodes[(position - 1) / Children].Key)
        {
            SiftUp(position, node);
        }
        else
        {
            SiftDown(position, node);
        }
    }

    private void SiftUp(int position, Node node)
    {
        Node[] nodes = _nodes;
        while (position > 0)
        {
            int parent = (position - 1) / Children;
            if (nodes[parent].Key < node.Key)
            {
                break;
            }

            Put(nodes, position, nodes[parent]);
            position = parent;
        }

        Put(nodes, position, node);
    }

    private void SiftDown(int position, Node node)
    {
        Node[] nodes = _nodes;
        int count = Count;
        while (true)
        {
            int first = (position * Children) + 1;
            if (first >= count)
            {
                break;
            }

            int child = Smallest(nodes, first, Math.Min(first + Children, count));
            if (node.Key < nodes[child].Key)
            {
                break;
            }

            Put(nodes, position, nodes[child]);
            position = child;
        }

        Put(nodes, position, node);
    }

    private static int Smallest(Node[] nodes, int first, int end)
    {
        int smallest = first;
        for (int i = first + 1; i < end; i++)
        {
            if (nodes[i].Key < nodes[smallest].Key)
            {
                smallest = i;
            }
        }

        return smallest;
    }

    private void Put(Node[] nodes, int position, Node node)
    {
        nodes[position] = node;
        _positions[node.Slot] = position;
    }

    private readonly struct Node(EventKey key, int slot)
    {
        public readonly EventKey Key = key;
        public readonly int Slot = slot;
    }
}
