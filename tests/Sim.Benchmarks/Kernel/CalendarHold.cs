using System;
using System.Numerics;

namespace Sim.Benchmarks.Kernel;

/// <summary>
/// The limit: a static calendar queue over plain structs that was told the right bucket width; it keeps no order among
/// equals, cannot cancel, and collapses on any other distribution. R. Brown, Communications of the ACM 31(10), 1988.
/// </summary>
internal sealed class CalendarHold : IHold
{
    private const int Mask = (1 << 13) - 1;
    private const int None = -1;

    private readonly Item[] _items;
    private readonly int[] _buckets;
    private readonly int _shift;
    private readonly long[] _increments;
    private long _next;
    private long _day;

    public CalendarHold(int pending, long[] increments, double mean)
    {
        (_items, _increments) = (new Item[pending], increments);
        _shift = BitOperations.Log2((ulong)Math.Max(1, mean / pending));
        _buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 4 * pending))];
        Array.Fill(_buckets, None);
        for (int i = 0; i < pending; i++)
        {
            (_items[i].Payload, _items[i].Operation) = (i, 1);
            Insert(i, increments[i & Mask]);
        }
    }

    public ulong Checksum { get; private set; }

    public void Run(long events)
    {
        for (; events > 0; events--)
        {
            int item = TakeFirst();
            long time = _items[item].Time;
            Checksum = unchecked(Checksum + (ulong)time);
            Insert(item, time + _increments[_next++ & Mask]);
        }
    }

    private void Insert(int item, long time)
    {
        _items[item].Time = time;
        ref int link = ref _buckets[(int)(time >> _shift) & (_buckets.Length - 1)];
        while (link != None && _items[link].Time < time)
        {
            link = ref _items[link].Next;
        }

        _items[item].Next = link;
        link = item;
    }

    private int TakeFirst()
    {
        while (true)
        {
            ref int head = ref _buckets[(int)_day & (_buckets.Length - 1)];
            if (head != None && _items[head].Time >> _shift == _day)
            {
                int item = head;
                head = _items[item].Next;
                return item;
            }

            _day++;
        }
    }

    private struct Item
    {
        public long Time;
        public long Payload;
        public int Operation;
        public int Next;
    }
}
