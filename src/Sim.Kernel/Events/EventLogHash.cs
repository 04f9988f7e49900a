using Sim.Kernel.Checkpoints;

namespace Sim.Kernel.Events;

/// <summary>One number for everything that happened in a run: equal for equal runs, and next to never for unequal ones.</summary>
/// <remarks>
/// Of each event it takes in time, priority, sequence, operation and payload, in the order in which they happened. The
/// handler is not in it, as it has no name of its own, but the sequence says which schedule call it came from. The mixing
/// is the finaliser of MurmurHash3 (A. Appleby, public domain) after each word.
/// </remarks>
public sealed class EventLogHash : IEventObserver, ICheckpointed
{
    private ulong _hash;

    /// <summary>The hash of the events so far; 0 before the first.</summary>
    public ulong Value => _hash;

    /// <summary>How many events it is of.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Observe(EventKey key, IEventHandler handler, int operation, long payload)
    {
        Count++;
        Mix(key.Time.Nanoseconds);
        Mix(key.Order);
        Mix(operation);
        Mix(payload);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        System.ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_hash);
        writer.Write(Count);
    }

    /// <inheritdoc/>
    public void Load(CheckpointReader reader)
    {
        System.ArgumentNullException.ThrowIfNull(reader);
        _hash = reader.ReadBits();
        Count = reader.ReadLong();
    }

    private void Mix(long word)
    {
        unchecked
        {
            ulong mixed = _hash ^ (ulong)word;
            mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCD;
            mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53;
            _hash = (mixed ^ (mixed >> 33)) + 0x9E3779B97F4A7C15;
        }
    }
}
