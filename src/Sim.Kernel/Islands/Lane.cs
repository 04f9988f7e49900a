using System;

namespace Sim.Kernel.Islands;

/// <summary>Where one thread leaves what the islands that it runs send, so that no two threads ever write to one place.</summary>
/// <remarks>
/// In a round that is shared, messages are kept in bags, one for each share of the islands, until all islands have
/// stopped; then each share's are delivered by one thread. They lie side by side in a bag, as fetching each from another
/// core's cache by itself would cost more than an event. The order in which messages are delivered does not matter:
/// <see cref="Inbox"/> puts them right. In a round of one thread they go to the inbox at once.
/// </remarks>
internal sealed class Lane
{
    private readonly Bag[] _bags;
    private readonly int[] _shareOf;
    private readonly Arrivals _arrivals;

    /// <summary>An empty lane.</summary>
    /// <param name="shares">How many shares there are.</param>
    /// <param name="shareOf">The share of each island.</param>
    public Lane(int shares, int[] shareOf)
    {
        _shareOf = shareOf;
        _arrivals = new Arrivals(shareOf.Length);
        _bags = new Bag[shares];
        for (int share = 0; share < shares; share++)
        {
            _bags[share] = new Bag();
        }
    }

    /// <summary>Whether other threads run islands at this moment.</summary>
    public bool IsShared { get; set; }

    /// <summary>How many messages wait for delivery.</summary>
    public int Waiting
    {
        get
        {
            int count = 0;
            foreach (Bag bag in _bags)
            {
                count += bag.Count;
            }

            return count;
        }
    }

    /// <summary>What this thread has put into inboxes since it was last asked.</summary>
    public Arrivals Arrivals => _arrivals;

    /// <summary>Takes a message, to deliver it now or later.</summary>
    public void Post(in Message message)
    {
        if (IsShared)
        {
            _bags[_shareOf[message.Channel.ToId]].Add(message);
        }
        else
        {
            Deliver(message);
        }
    }

    /// <summary>Delivers what another lane, or this, has kept for a share of the islands; nobody else may meanwhile.</summary>
    public void DeliverFrom(Lane other, int share)
    {
        foreach (ref Message message in other._bags[share].Messages)
        {
            Deliver(message);
            if (message.Content is not null)
            {
                message = default; // so that it can be collected; else not written, as that would fetch it back
            }
        }
    }

    /// <summary>Forgets what was kept, once it is delivered.</summary>
    public void Clear()
    {
        foreach (Bag bag in _bags)
        {
            bag.Clear();
        }
    }

    private void Deliver(in Message message)
    {
        message.Channel.To.Deliver(message);
        _arrivals.Note(message.Channel.ToId, message.Time.Nanoseconds);
    }

    // The count lies in the middle of an array of two cache lines: whatever the collector puts next to it, the line is this bag's.
    private sealed class Bag
    {
        private const int Middle = 16;

        private readonly int[] _count = new int[Middle * 2];
        private Message[] _messages = new Message[16];

        public int Count => _count[Middle];

        public Span<Message> Messages => _messages.AsSpan(0, Count);

        public void Add(in Message message)
        {
            ref int count = ref _count[Middle];
            if (count == _messages.Length)
            {
                Array.Resize(ref _messages, count * 2);
            }

            _messages[count++] = message;
        }

        public void Clear() => _count[Middle] = 0;
    }
}
