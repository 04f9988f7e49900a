namespace Sim.Kernel.Collections;

/// <summary>Numbers in line, first in first out; allocates only when it grows.</summary>
public sealed class Ring
{
    private long[] _items = new long[4];
    private int _first;

    /// <summary>How many are in line.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Add(long item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[(_first + Count++) & (_items.Length - 1)] = item;
    }

    /// <summary>Takes the first.</summary>
    /// <exception cref="InvariantException">There is none.</exception>
    public long Take()
    {
        Check.That(Count > 0);
        long item = _items[_first];
        _first = (_first + 1) & (_items.Length - 1);
        Count--;
        return item;
    }

    private void Grow()
    {
        long[] items = new long[2 * _items.Length];
        for (int i = 0; i < Count; i++)
        {
            items[i] = _items[(_first + i) & (_items.Length - 1)];
        }

        (_items, _first) = (items, 0);
    }
}
