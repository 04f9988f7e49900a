using System;

namespace Sim.Kernel.Islands;

/// <summary>Messages that have not arrived yet, by time, then sending island, then the order of its sending.</summary>
/// <remarks>
/// That order is total and holds nothing of when or by which thread a message was put in, so neither windows nor threads
/// can show. A binary heap of keys; what a message says stays in its place meanwhile.
/// </remarks>
internal sealed class Inbox
{
    private const int InitialCapacity = 16;

    private Key[] _keys = new Key[InitialCapacity];
    private Message[] _messages = new Message[InitialCapacity];
    private int[] _free = new int[InitialCapacity];
    private int _count;
    private int _used;

    /// <summary>When the first message arrives, in nanoseconds; <see cref="long.MaxValue"/> where there is none.</summary>
    public long FirstTime => _count == 0 ? long.MaxValue : _keys[0].Time;

    /// <summary>Puts a message in.</summary>
    public void Add(in Message message)
    {
        if (_count == _keys.Length)
        {
            Grow();
        }

        int place = _count < _used ? _free[_count] : _used++;
        _messages[place] = message;
        SiftUp(_count++, new Key(message.Time.Nanoseconds, message.Order, place));
    }

    /// <summary>Takes the first message out; only where there is one.</summary>
    public Message TakeFirst()
    {
        int place = _keys[0].Place;
        Key last = _keys[--_count];
        if (_count > 0)
        {
            SiftDown(last);
        }

        _free[_count] = place; // places beyond the count are the free ones: as many as were ever used and are not queued
        Message message = _messages[place];
        _messages[place] = default;
        return message;
    }

    private void Grow()
    {
        int capacity = _keys.Length * 2;
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _messages, capacity);
        Array.Resize(ref _free, capacity);
    }

    private void SiftUp(int position, Key key)
    {
        Key[] keys = _keys;
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (keys[parent].IsBefore(key))
            {
                break;
            }

            keys[position] = keys[parent];
            position = parent;
        }

        keys[position] = key;
    }

    private void SiftDown(Key key)
    {
        Key[] keys = _keys;
        int position = 0;
        while ((position * 2) + 1 < _count)
        {
            int child = (position * 2) + 1;
            if (child + 1 < _count && keys[child + 1].IsBefore(keys[child]))
            {
                child++;
            }

            if (key.IsBefore(keys[child]))
            {
                break;
            }

            keys[position] = keys[child];
            position = child;
        }

        keys[position] = key;
    }

    private readonly struct Key(long time, long order, int place)
    {
        public readonly long Time = time;
        public readonly int Place = place;
        private readonly long _order = order;

        public bool IsBefore(in Key other) => Time < other.Time || (Time == other.Time && _order < other._order);
    }
}
