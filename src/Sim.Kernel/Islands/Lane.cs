using System;
using System.Collections.Generic;

namespace Sim.Kernel.Islands;

/// <summary>Where one thread leaves what the islands that it runs send, so that no two threads ever write to one place.</summary>
/// <remarks>
/// In a round that is shared, messages wait in a box for each receiving island, of which there are two sets in turn: one
/// round fills the one set, while the receivers empty the other, filled in the round before. Every island that was sent
/// something is visited in the next round, so a set is empty when its turn comes again. That needs no lock, and the
/// order in which an island finds its messages does not matter: <see cref="Inbox"/> puts them right.
/// In a round of one thread, messages go to the inbox at once.
/// </remarks>
internal sealed class Lane
{
    private readonly Box?[][] _boxes;
    private readonly long[] _firsts;

    public Lane(int islands)
    {
        _boxes = [new Box?[islands], new Box?[islands]];
        _firsts = new long[islands];
        Array.Fill(_firsts, long.MaxValue);
    }

    /// <summary>Whether other threads run islands in this round.</summary>
    public bool IsShared { get; set; }

    /// <summary>Which set of boxes is filled in this round: 0 or 1.</summary>
    public int Turn { get; set; }

    /// <summary>The islands that were sent something in this round; each once.</summary>
    public List<int> Told { get; } = [];

    /// <summary>Takes a message to deliver.</summary>
    public void Post(in Message message)
    {
        Island to = message.Channel.To;
        ref long first = ref _firsts[to.Id];
        if (first == long.MaxValue)
        {
            Told.Add(to.Id);
        }

        first = Math.Min(first, message.Time.Nanoseconds);
        if (IsShared)
        {
            (_boxes[Turn][to.Id] ??= new Box()).Add(message);
        }
        else
        {
            to.Deliver(message);
        }
    }

    /// <summary>When the first message of this round to an island that was told arrives, in nanoseconds; then forgets it.</summary>
    public long TakeFirst(int island)
    {
        long first = _firsts[island];
        _firsts[island] = long.MaxValue;
        return first;
    }

    /// <summary>Delivers what was left for an island in another round.</summary>
    public void Empty(int turn, Island island) => _boxes[turn][island.Id]?.EmptyInto(island);

    private sealed class Box
    {
        private Message[] _messages = new Message[4];
        private int _count;

        public void Add(in Message message)
        {
            if (_count == _messages.Length)
            {
                Array.Resize(ref _messages, _count * 2);
            }

            _messages[_count++] = message;
        }

        public void EmptyInto(Island island)
        {
            if (_count == 0)
            {
                return;
            }

            Span<Message> messages = _messages.AsSpan(0, _count);
            foreach (ref readonly Message message in messages)
            {
                island.Deliver(message);
            }

            messages.Clear(); // so that what was sent can be collected
            _count = 0;
        }
    }
}
