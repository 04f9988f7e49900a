namespace Sim.Kernel.Processes;

/// <summary>Waits by priority (lowest number first), then in the order in which they came.</summary>
/// <remarks>
/// A list as long as everyone comes with a priority no more urgent than the last one's, and so O(1) where priorities are
/// not used; the first that is more urgent turns it into a heap until it is empty again.
/// </remarks>
internal sealed class WaitQueue
{
    private readonly NodeHeap _heap = new();
#pragma warning disable S3459 // its default value is the empty list
    private WaitList _list;
#pragma warning restore S3459
    private int _listed;
    private long _sequence;

    public int Count => _listed + _heap.Count;

    public WaitNode? First => _listed > 0 ? _list.First : _heap.First;

    /// <summary>Joins by <see cref="WaitNode.Key"/>, behind its equals.</summary>
    public void Add(WaitNode node)
    {
        node.Sequence = _sequence++;
        AddAgain(node);
    }

    /// <summary>Joins with the sequence it had before, and so before all equals that came later.</summary>
    public void AddAgain(WaitNode node)
    {
        if (_heap.Count == 0 && (_list.First is not { } first || !IsBefore(node, first.Before!)))
        {
            _list.Add(node);
            _listed++;
            node.Position = -1;
            return;
        }

        while (_list.First is { } listed)
        {
            _list.Remove(listed);
            _heap.Add(listed);
        }

        _listed = 0;
        _heap.Add(node);
    }

    public void Remove(WaitNode node)
    {
        if (node.Position < 0)
        {
            _list.Remove(node);
            _listed--;
        }
        else
        {
            _heap.Remove(node);
        }
    }

    private static bool IsBefore(WaitNode left, WaitNode right) =>
        left.Key < right.Key || (left.Key == right.Key && left.Sequence < right.Sequence);
}
