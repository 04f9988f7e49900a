using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Events;

/// <summary>A ladder queue whose rungs are the digits of time: amortised O(1) however many events are pending; a plain heap for a few.</summary>
/// <remarks>
/// <para>
/// A rung has a bucket for every value of one 6-bit digit of the time in nanoseconds. An event beyond the front lies on the
/// rung of the highest digit in which its time differs from the base, in the bucket of its own digit there, unsorted. Events
/// on a lower rung therefore go before those on a higher one. When the front is used up, the first bucket of the lowest
/// rung is next: a small one is sorted and is the new front; a full one is dealt to the rungs below, its events' common
/// digits being the new base. So an event moves at most once a rung, whatever the increments, and in practice two or three
/// times in its life; there is no bucket width to guess wrong, which is what slows calendar queues down on skewed increments.
/// </para>
/// <para>
/// A rung dealt from few events pairs its buckets up (its mask) so that they hold about eight each; one of these that
/// fills up later has its rung dealt once more, unpaired.
/// Events added at or before the end of the front wait in a heap beside it. When that grows, the front was too long for
/// what is going on, and both go back to the rungs. When next to nothing is left there, all of it becomes the front, which
/// then has no end: a small queue is only the heap.
/// </para>
/// <para>
/// Sources: the ladder over a sorted bottom, W. T. Tang, R. S. M. Goh and I. L.-J. Thng, "Ladder queue: an O(1) priority
/// queue structure for large-scale discrete event simulation", ACM TOMACS 15(3), 2005; rungs by the highest differing
/// digit, R. K. Ahuja, K. Mehlhorn, J. B. Orlin and R. E. Tarjan, "Faster algorithms for the shortest path problem",
/// Journal of the ACM 37(2), 1990.
/// </para>
/// </remarks>
public sealed class RadixLadder : IEventQueue
{
    private const int DigitBits = 6;
    private const int Buckets = 1 << DigitBits;
    private const int Rungs = 11; // 66 bits, which is all of a time
    private const int Unpaired = Buckets - 1;
    private const int MostLate = 24;
    private const int FewLeft = 8;
    private const int SmallestFront = 8;
    private const int FrontShare = 16; // a front longer than this part of the queue would be overtaken too often

    private readonly QuaternaryHeap _late = new();
    private QueuedEvent[] _front = new QueuedEvent[SmallestFront];
    private int _frontNext;
    private int _frontEnd;
    private long _reached = long.MaxValue; // all events up to here are in the front or the heap

    private Bucket[] _buckets = [];
    private ulong[] _occupied = []; // by rung, a bit a bucket
    private int[] _masks = []; // by rung, the bits of the digit that tell its buckets apart
    private int _rungsInUse; // a bit a rung
    private int _onRungs;
    private long _base; // not after any event on the rungs
    private Block? _spare;
    private IEventRows? _rows;

    /// <inheritdoc/>
    public int Count => _frontEnd - _frontNext + _late.Count + _onRungs;

    /// <inheritdoc/>
    public void Serve(IEventRows rows) => _rows = rows;

    /// <inheritdoc/>
    public void Add(EventKey key, int slot)
    {
        if (key.Time.Nanoseconds > _reached)
        {
            Deal(key, slot);
            return;
        }

        _late.Add(key, slot);
        if (_late.Count > MostLate && _late.Count > (_frontEnd - _frontNext) / FrontShare)
        {
            ReturnToRungs();
        }
    }

    /// <inheritdoc/>
    public bool TryTake(SimTime end, out QueuedEvent first)
    {
        if (!HasFirst())
        {
            first = default;
            return false;
        }

        bool late = IsLateFirst();
        first = late ? _late.First : _front[_frontNext];
        if (first.Key.Time >= end)
        {
            return false;
        }

        if (late)
        {
            _late.DropFirst();
        }
        else
        {
            _frontNext++;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryPeek(out QueuedEvent first)
    {
        bool any = HasFirst();
        first = !any ? default : IsLateFirst() ? _late.First : _front[_frontNext];
        return any;
    }

    /// <inheritdoc/>
    public void Retain(Predicate<QueuedEvent> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        _late.Retain(keep);
        int end = _frontNext;
        foreach (QueuedEvent item in _front.AsSpan(_frontNext.._frontEnd))
        {
            if (keep(item))
            {
                _front[end++] = item;
            }
        }

        _frontEnd = end;
        for (int rung = 0; rung < _occupied.Length; rung++)
        {
            for (ulong left = _occupied[rung]; left != 0; left &= left - 1)
            {
                DealAgain(Detach(rung, BitOperations.TrailingZeroCount(left)), keep);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasFirst() => _frontNext < _frontEnd || _late.Count > 0 || Refill();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsLateFirst() => _frontNext == _frontEnd || (_late.Count > 0 && _late.First < _front[_frontNext]);

    // --- up to the rungs

    private void Deal(EventKey key, int slot)
    {
        ulong time = (ulong)key.Time.Nanoseconds;
        int rung = HighestDigit(time ^ (ulong)_base);
        int digit = (int)(time >> (rung * DigitBits)) & _masks[rung];
        Block? block = _buckets[(rung * Buckets) + digit].Tail;
        if (block is null || block.Count == Block.Capacity)
        {
            block = TakeSpare();
            Append(rung, digit, block);
        }

        QueuedEvent.Put(ref block.Items[block.Count++], key, slot);
        _onRungs++;
    }

    private static int HighestDigit(ulong differing) => BitOperations.Log2(differing | 1) / DigitBits;

    private void Append(int rung, int digit, Block chain)
    {
        ref Bucket bucket = ref _buckets[(rung * Buckets) + digit];
        if (bucket.Tail is null)
        {
            bucket.Head = chain;
            _occupied[rung] |= 1UL << digit;
            _rungsInUse |= 1 << rung;
        }
        else
        {
            bucket.Tail.Next = chain;
        }

        bucket.Tail = chain.Last;
    }

    private void DealAgain(Block? block, Predicate<QueuedEvent>? keep = null)
    {
        while (block is not null)
        {
            _onRungs -= block.Count;
            foreach (ref readonly QueuedEvent item in block.Used)
            {
                if (keep is null || keep(item))
                {
                    Deal(item.Key, item.Slot);
                }
            }

            block = Recycle(block);
        }
    }

    private void ReturnToRungs()
    {
        if (_buckets.Length == 0)
        {
            (_buckets, _occupied, _masks) = (new Bucket[Rungs * Buckets], new ulong[Rungs], new int[Rungs]);
            Array.Fill(_masks, Unpaired);
        }

        TryPeek(out QueuedEvent first);
        MoveBaseBack(first.Key.Time.Nanoseconds);
        foreach (ref readonly QueuedEvent item in _late.Items)
        {
            Deal(item.Key, item.Slot);
        }

        foreach (ref readonly QueuedEvent item in _front.AsSpan(_frontNext.._frontEnd))
        {
            Deal(item.Key, item.Slot);
        }

        _late.Clear();
        _frontNext = _frontEnd = 0;
        _reached = _base - 1;
    }

    // Events on the rungs below the highest digit in which the two bases differ all belong into one bucket there.
    private void MoveBaseBack(long earlier)
    {
        int highest = HighestDigit((ulong)(_base ^ earlier));
        int digit = (int)(_base >> (highest * DigitBits)) & _masks[highest];
        for (int rung = 0; rung < highest; rung++)
        {
            if (_occupied[rung] != 0)
            {
                Append(highest, digit, DetachAll(rung));
            }
        }

        _base = earlier;
    }

    // --- down to the front

    private bool Refill()
    {
        (_frontNext, _frontEnd) = (0, 0);
        if (_onRungs <= FewLeft)
        {
            return TakeAll();
        }

        while (_frontEnd == 0)
        {
            int rung = BitOperations.TrailingZeroCount(_rungsInUse);
            Block block = Detach(rung, BitOperations.TrailingZeroCount(_occupied[rung]));
            int most = Math.Clamp(_onRungs / FrontShare, SmallestFront, Block.Capacity);
            if (rung == 0 || (block.Next is null && block.Count <= most))
            {
                BecomeFront(block);
            }
            else if (_masks[rung] == Unpaired)
            {
                Descend(block);
            }
            else
            {
                Unpair(rung, block);
            }
        }

        _rows?.Prefetch(_front.AsSpan(0, _frontEnd));
        return true;
    }

    private bool TakeAll()
    {
        for (int rung = 0; rung < _occupied.Length; rung++)
        {
            if (_occupied[rung] != 0)
            {
                AddToFront(DetachAll(rung));
            }
        }

        FrontSort.Sort(_front.AsSpan(0, _frontEnd));
        _reached = long.MaxValue;
        return _frontEnd > 0;
    }

    private void BecomeFront(Block bucket)
    {
        AddToFront(bucket);
        FrontSort.Sort(_front.AsSpan(0, _frontEnd));
        _base = _reached = _front[_frontEnd - 1].Key.Time.Nanoseconds;
    }

    private void AddToFront(Block? block)
    {
        while (block is not null)
        {
            if (_frontEnd + block.Count > _front.Length)
            {
                Array.Resize(ref _front, Math.Max(_front.Length * 2, _frontEnd + block.Count));
            }

            block.Used.CopyTo(_front.AsSpan(_frontEnd));
            _frontEnd += block.Count;
            _onRungs -= block.Count;
            block = Recycle(block);
        }
    }

    // Straight to the rung where the bucket's events differ; all at one time, they need no rung.
    private void Descend(Block bucket)
    {
        (int count, long differing) = bucket.Survey();
        if (differing == 0)
        {
            BecomeFront(bucket);
            return;
        }

        int rung = HighestDigit((ulong)differing);
        int shift = rung * DigitBits;
        _base = bucket.Items[0].Key.Time.Nanoseconds >> shift >> DigitBits << DigitBits << shift;
        int bits = Math.Clamp(BitOperations.Log2((uint)(count / SmallestFront)), 1, DigitBits);
        _masks[rung] = Buckets - (Buckets >> bits);
        DealAgain(bucket);
    }

    private void Unpair(int rung, Block bucket)
    {
        _masks[rung] = Unpaired;
        if (_occupied[rung] != 0)
        {
            bucket.Last.Next = DetachAll(rung);
        }

        DealAgain(bucket);
    }

    private Block Detach(int rung, int digit)
    {
        ref Bucket bucket = ref _buckets[(rung * Buckets) + digit];
        Block chain = bucket.Head!;
        bucket = default;
        _occupied[rung] &= ~(1UL << digit);
        if (_occupied[rung] == 0)
        {
            _rungsInUse &= ~(1 << rung);
        }

        return chain;
    }

    // Only of a rung in use.
    private Block DetachAll(int rung)
    {
        Block chain = Detach(rung, BitOperations.TrailingZeroCount(_occupied[rung]));
        Block last = chain.Last;
        while (_occupied[rung] != 0)
        {
            last.Next = Detach(rung, BitOperations.TrailingZeroCount(_occupied[rung]));
            last = last.Next.Last;
        }

        return chain;
    }

    private Block TakeSpare()
    {
        Block block = _spare ?? new Block();
        (_spare, block.Next, block.Count) = (block.Next, null, 0);
        return block;
    }

    private Block? Recycle(Block block)
    {
        Block? next = block.Next;
        (block.Next, _spare) = (_spare, block);
        return next;
    }

    // The ends of a chain of blocks; all of them but the last are full, unless chains were joined.
    private struct Bucket
    {
        public Block? Head;
        public Block? Tail;
    }

    private sealed class Block
    {
        public const int Capacity = FrontSort.Few;

        public Block? Next;
        public int Count;
        public BlockItems Items;

        public ReadOnlySpan<QueuedEvent> Used => ((ReadOnlySpan<QueuedEvent>)Items)[..Count];

        public Block Last
        {
            get
            {
                Block last = this;
                while (last.Next is not null)
                {
                    last = last.Next;
                }

                return last;
            }
        }

        /// <summary>How many events the chain from here on has, and the bits in which their times are not all equal.</summary>
        public (int Count, long Differing) Survey()
        {
            (int count, long differing) = (0, 0L);
            for (Block? block = this; block is not null; block = block.Next)
            {
                count += block.Count;
                foreach (ref readonly QueuedEvent item in block.Used)
                {
                    differing |= item.Key.Time.Nanoseconds ^ Items[0].Key.Time.Nanoseconds;
                }
            }

            return (count, differing);
        }
    }

    [InlineArray(Block.Capacity)]
    private struct BlockItems
    {
        private QueuedEvent _first;
    }
}
