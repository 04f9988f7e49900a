using System;
using System.Threading;

namespace Sim.Kernel.Islands;

/// <summary>Where islands that run at the same time leave messages for another, in whatever order they come.</summary>
/// <remarks>
/// The only state of an island that other threads touch while it runs. The order in which messages lie here is an
/// accident; <see cref="Inbox"/> puts them right. What is put in while the owner's window runs arrives only after it, so
/// it does not matter whether the owner still sees it.
/// </remarks>
internal sealed class Mailbag
{
    private const int InitialCapacity = 8;

    private readonly Lock _gate = new();
    private Message[] _messages = new Message[InitialCapacity];
    private Message[] _spare = new Message[InitialCapacity];
    private int _count;
    private long _firstTime = long.MaxValue;

    /// <summary>When the first message arrives, in nanoseconds; exact only while no island runs.</summary>
    public long FirstTime => _firstTime;

    /// <summary>Leaves a message; any thread may.</summary>
    public void Add(in Message message)
    {
        lock (_gate)
        {
            if (_count == _messages.Length)
            {
                Array.Resize(ref _messages, _count * 2);
            }

            _messages[_count++] = message;
            _firstTime = Math.Min(_firstTime, message.Time.Nanoseconds);
        }
    }

    /// <summary>Moves all messages to the owner's inbox; its own thread only.</summary>
    public void EmptyInto(Inbox inbox)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        int count;
        lock (_gate)
        {
            (count, _count) = (_count, 0);
            (_messages, _spare) = (_spare, _messages);
            _firstTime = long.MaxValue;
        }

        Span<Message> messages = _spare.AsSpan(0, count);
        foreach (ref readonly Message message in messages)
        {
            inbox.Add(message);
        }

        messages.Clear(); // so that what was sent can be collected
    }
}
