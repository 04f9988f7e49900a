namespace Sim.Benchmarks.Kernel;

/// <summary>A reference: a bare four-ary heap over plain structs, by time alone.</summary>
internal sealed class BareHeapHold : IHold
{
    private const int Mask = (1 << 13) - 1;

    private readonly Item[] _items;
    private readonly long[] _increments;
    private long _next;

    public BareHeapHold(int pending, long[] increments)
    {
        (_items, _increments) = (new Item[pending], increments);
        for (int i = 0; i < pending; i++)
        {
            _items[i] = new Item(increments[i & Mask], 0, i);
        }

        for (int i = (pending - 2) / 4; i >= 0; i--)
        {
            SiftDown(i, _items[i]);
        }
    }

    public ulong Checksum { get; private set; }

    public void Run(long events)
    {
        for (; events > 0; events--)
        {
            Item first = _items[0];
            Checksum = unchecked(Checksum + (ulong)first.Time);
            SiftDown(0, first with { Time = first.Time + _increments[_next++ & Mask] });
        }
    }

    // The best case for a heap: what is taken is put back at once, in one pass.
    private void SiftDown(int position, Item item)
    {
        Item[] items = _items;
        while (true)
        {
            int first = (position * 4) + 1;
            if (first >= items.Length)
            {
                break;
            }

            int child = first;
            for (int i = first + 1; i < first + 4 && i < items.Length; i++)
            {
                child = items[i].Time < items[child].Time ? i : child;
            }

            if (item.Time <= items[child].Time)
            {
                break;
            }

            items[position] = items[child];
            position = child;
        }

        items[position] = item;
    }

    private readonly record struct Item(long Time, int Operation, long Payload);
}
