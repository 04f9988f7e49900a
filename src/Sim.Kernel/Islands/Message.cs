using Sim.Kernel.Quantities;

namespace Sim.Kernel.Islands;

/// <summary>What one island tells another.</summary>
public readonly struct Message
{
    /// <summary>How many islands can be told apart: 2^20.</summary>
    internal const int MaxIslands = 1 << (63 - SequenceBits);

    /// <summary>How many messages one island can send: 2^43, ten days at ten million a second.</summary>
    internal const long MaxSequence = (1L << SequenceBits) - 1;

    private const int SequenceBits = 43;

    internal Message(Channel channel, SimTime time, long sequence, int operation, long payload, object? content)
    {
        Channel = channel;
        Time = time;
        Order = ((long)channel.From.Id << SequenceBits) | sequence;
        Operation = operation;
        Payload = payload;
        Content = content;
    }

    /// <summary>Which way it came.</summary>
    public Channel Channel { get; }

    /// <summary>When it arrives.</summary>
    public SimTime Time { get; }

    /// <summary>What to do; the receiver's own code.</summary>
    public int Operation { get; }

    /// <summary>What to do it with: an id, an amount.</summary>
    public long Payload { get; }

    /// <summary>What does not fit 64 bits: a virtual machine on the move; null where nothing was added.</summary>
    /// <remarks>
    /// Immutable, or given away: the sender must neither change nor read it after sending. Nothing enforces that, and two
    /// threads would otherwise meet in it.
    /// </remarks>
    public object? Content { get; }

    /// <summary>Which of several messages at one time goes first: by sending island, then in the order of its sending.</summary>
    internal long Order { get; }
}
