using System;
using Sim.Kernel;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>
/// vCPUs in the order of a key (ties: by id), each with a second value whose smallest is known for every subtree: the
/// augmented tree that Linux keeps its runnable entities in. Adding, removing and searching cost O(log n).
/// </summary>
/// <remarks>
/// A treap (Seidel and Aragon, "Randomized search trees", Algorithmica 16, 1996) whose priorities are a hash of the id, so
/// that its shape depends on nothing but what is in it. Several trees may share one set of ids as long as each id is in
/// one of them at most: see the constructor that takes another tree.
/// </remarks>
public sealed class VcpuTree
{
    private readonly Node[] _nodes;
    private int _root = -1;

    /// <summary>An empty tree for ids 0 to <paramref name="ids"/> - 1.</summary>
    public VcpuTree(int ids)
    {
        _nodes = new Node[ids];
        for (int id = 0; id < ids; id++)
        {
            _nodes[id].Height = Rank(id);
            _nodes[id].Parent = Node.Out;
        }
    }

    /// <summary>An empty tree that shares its ids with another: an id is in one of them at most.</summary>
    public VcpuTree(VcpuTree sharing)
    {
        ArgumentNullException.ThrowIfNull(sharing);
        _nodes = sharing._nodes;
    }

    /// <summary>How many are in it.</summary>
    public int Count { get; private set; }

    /// <summary>The one with the smallest key, or -1.</summary>
    public int First { get; private set; } = -1;

    /// <summary>The smallest second value of all; <see cref="long.MaxValue"/> where it is empty.</summary>
    public long SmallestValue => _root < 0 ? long.MaxValue : _nodes[_root].Smallest;

    /// <summary>Whether the id is in this tree or one that shares its ids.</summary>
    public bool Has(int id) => _nodes[id].Parent != Node.Out;

    /// <summary>The key of an id that is in it.</summary>
    public long KeyOf(int id) => _nodes[id].Key;

    /// <summary>The second value of an id that is in it.</summary>
    public long ValueOf(int id) => _nodes[id].Value;

    /// <summary>The one with the largest key, or -1.</summary>
    public int Last()
    {
        int at = _root;
        while (at >= 0 && _nodes[at].Right >= 0)
        {
            at = _nodes[at].Right;
        }

        return at;
    }

    /// <summary>The one with the next larger key, or -1.</summary>
    public int After(int id)
    {
        int at = _nodes[id].Right;
        if (at >= 0)
        {
            while (_nodes[at].Left >= 0)
            {
                at = _nodes[at].Left;
            }

            return at;
        }

        for (at = id; _nodes[at].Parent >= 0; at = _nodes[at].Parent)
        {
            if (_nodes[_nodes[at].Parent].Left == at)
            {
                return _nodes[at].Parent;
            }
        }

        return -1;
    }

    /// <summary>Of those whose key is at most <paramref name="key"/>, the one with the smallest second value; -1: none.</summary>
    /// <remarks>Ties go to the smaller key. EEVDF's pick: the eligible entity with the earliest deadline.</remarks>
    public int SmallestValueUpTo(long key)
    {
        int best = -1;
        int subtree = -1; // whose smallest is wanted, where it beats best
        for (int at = _root; at >= 0;)
        {
            ref Node node = ref _nodes[at];
            if (node.Key > key)
            {
                at = node.Left;
                continue;
            }

            long least = Math.Min(best < 0 ? long.MaxValue : _nodes[best].Value, subtree < 0 ? long.MaxValue : _nodes[subtree].Smallest);
            if (node.Left >= 0 && _nodes[node.Left].Smallest < least)
            {
                (subtree, least) = (node.Left, _nodes[node.Left].Smallest);
                best = -1;
            }

            if (node.Value < least)
            {
                (best, subtree) = (at, -1);
            }

            at = node.Right;
        }

        return subtree >= 0 ? SmallestIn(subtree) : best;
    }

    /// <summary>Adds an id.</summary>
    /// <param name="id">In no tree that shares its ids.</param>
    /// <param name="key">Orders.</param>
    /// <param name="value">The second value.</param>
    public void Add(int id, long key, long value = 0)
    {
        ref Node node = ref _nodes[id];
        Check.That(node.Parent == Node.Out); // an id is in one tree at most
        (node.Key, node.Value, node.Smallest, node.Left, node.Right, node.Parent) = (key, value, value, -1, -1, Node.Top);
        Count++;
        if (_root < 0)
        {
            (_root, First) = (id, id);
            return;
        }

        int at = ParentFor(id, key, out bool left);
        if (left)
        {
            _nodes[at].Left = id;
            First = at == First ? id : First;
        }
        else
        {
            _nodes[at].Right = id;
        }

        node.Parent = at;
        for (; at >= 0 && _nodes[at].Smallest > value; at = _nodes[at].Parent)
        {
            _nodes[at].Smallest = value;
        }

        while (node.Parent >= 0 && _nodes[node.Parent].Height > node.Height)
        {
            LiftOverParent(id);
        }
    }

    /// <summary>Takes an id out.</summary>
    public void Remove(int id)
    {
        ref Node node = ref _nodes[id];
        Check.That(node.Parent != Node.Out); // only what is in the tree can leave it
        if (First == id)
        {
            First = After(id);
        }

        while (node.Left >= 0 || node.Right >= 0)
        {
            bool left = node.Right < 0 || (node.Left >= 0 && _nodes[node.Left].Height < _nodes[node.Right].Height);
            LiftOverParent(left ? node.Left : node.Right);
        }

        int parent = node.Parent;
        Hang(parent, id, -1);
        node.Parent = Node.Out;
        Count--;
        while (parent >= 0 && Refresh(parent))
        {
            parent = _nodes[parent].Parent;
        }
    }

    private static uint Rank(int id)
    {
        // Finaliser of MurmurHash3, Austin Appleby, public domain: every input bit reaches every output bit.
        uint x = (uint)id + 0x9e3779b9;
        x = unchecked((x ^ (x >> 16)) * 0x85ebca6b);
        x = unchecked((x ^ (x >> 13)) * 0xc2b2ae35);
        return x ^ (x >> 16);
    }

    // Where an id with a key hangs as a leaf, and on which side.
    private int ParentFor(int id, long key, out bool left)
    {
        Node[] nodes = _nodes;
        int next = _root;
        int at;
        do
        {
            at = next;
            ref Node node = ref nodes[at];
            left = key < node.Key || (key == node.Key && id < at);
            next = left ? node.Left : node.Right;
        }
        while (next >= 0);
        return at;
    }

    private int SmallestIn(int subtree)
    {
        long smallest = _nodes[subtree].Smallest;
        for (int at = subtree; ;)
        {
            ref Node node = ref _nodes[at];
            if (node.Left >= 0 && _nodes[node.Left].Smallest == smallest)
            {
                at = node.Left;
            }
            else if (node.Value == smallest)
            {
                return at;
            }
            else
            {
                at = node.Right;
            }
        }
    }

    private void LiftOverParent(int id)
    {
        ref Node node = ref _nodes[id];
        int parent = node.Parent;
        ref Node above = ref _nodes[parent];
        if (above.Left == id)
        {
            above.Left = node.Right;
            if (node.Right >= 0)
            {
                _nodes[node.Right].Parent = parent;
            }

            node.Right = parent;
        }
        else
        {
            above.Right = node.Left;
            if (node.Left >= 0)
            {
                _nodes[node.Left].Parent = parent;
            }

            node.Left = parent;
        }

        Hang(above.Parent, parent, id);
        node.Parent = above.Parent;
        above.Parent = id;
        Refresh(parent);
        Refresh(id);
    }

    // Below a parent (or at the top), one child takes the place of another.
    private void Hang(int parent, int was, int child)
    {
        if (parent == Node.Top)
        {
            _root = child;
        }
        else if (_nodes[parent].Left == was)
        {
            _nodes[parent].Left = child;
        }
        else
        {
            _nodes[parent].Right = child;
        }
    }

    // Whether the smallest value has changed.
    private bool Refresh(int id)
    {
        ref Node node = ref _nodes[id];
        long smallest = node.Value;
        smallest = node.Left >= 0 ? Math.Min(smallest, _nodes[node.Left].Smallest) : smallest;
        smallest = node.Right >= 0 ? Math.Min(smallest, _nodes[node.Right].Smallest) : smallest;
        bool changed = smallest != node.Smallest;
        node.Smallest = smallest;
        return changed;
    }

    private struct Node
    {
        public const int Top = -1;
        public const int Out = -2;

        public long Key;
        public long Value;
        public long Smallest; // of the subtree's values
        public int Left;
        public int Right;
        public int Parent; // Top: the root; Out: in no tree
        public uint Height; // smaller is higher up
    }
}
