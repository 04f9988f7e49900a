using System;
using System.Linq;
using Sim.Traces.Columns;
using UTF8Text = System.Text.Encoding;

namespace Sim.Traces;

/// <summary>Names with dense numbers: UTF-8 in one arena, found by their bytes without making a string.</summary>
/// <remarks>Names are numbered from 0 in the order in which they were added. Not thread-safe while names are added.</remarks>
public sealed class NameTable
{
    private readonly ByteStore _text = new();
    private (long Address, int Length)[] _names = new (long, int)[16];
    private ulong[] _slots = new ulong[64];

    /// <summary>How many names there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held in memory.</summary>
    public long Bytes => _text.Capacity + (_names.LongLength * 16) + (_slots.LongLength * 8);

    /// <summary>The UTF-8 bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int number] => _text.At(_names[number].Address, _names[number].Length);

    /// <summary>A name as text.</summary>
    public string Text(int number) => UTF8Text.UTF8.GetString(this[number]);

    /// <summary>The number of a name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        uint hash = NameHash.Of(name);
        ulong slot = _slots[Seek(name, hash)];
        return slot == 0 ? -1 : Number(slot);
    }

    /// <summary>The number of a name, or -1.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        byte[] bytes = new byte[UTF8Text.UTF8.GetByteCount(name)];
        UTF8Text.UTF8.GetBytes(name, bytes);
        return Find(bytes);
    }

    /// <summary>The number of a name, which is added when new.</summary>
    /// <param name="name">Its UTF-8 bytes.</param>
    /// <param name="added">Whether it was new.</param>
    public int FindOrAdd(ReadOnlySpan<byte> name, out bool added)
    {
        uint hash = NameHash.Of(name);
        int at = Seek(name, hash);
        added = _slots[at] == 0;
        return added ? Add(name, hash, at) : Number(_slots[at]);
    }

    private static int Number(ulong slot) => (int)(slot & 0xffff_ffff) - 1;

    private int Add(ReadOnlySpan<byte> name, uint hash, int at)
    {
        long address = _text.Reserve(name.Length);
        name.CopyTo(_text.At(address, name.Length));
        if (Count == _names.Length)
        {
            Array.Resize(ref _names, Count * 2);
        }

        _names[Count] = (address, name.Length);
        _slots[at] = ((ulong)hash << 32) | (uint)(Count + 1);
        Count++;
        if (Count * 2L > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    /// <summary>The slot that holds the name, or the empty one where it belongs.</summary>
    private int Seek(ReadOnlySpan<byte> name, uint hash)
    {
        int mask = _slots.Length - 1;
        int at = (int)(hash & (uint)mask);
        while (!IsAt(_slots[at], name, hash))
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private bool IsAt(ulong slot, ReadOnlySpan<byte> name, uint hash) =>
        slot == 0 || ((uint)(slot >> 32) == hash && name.SequenceEqual(this[Number(slot)]));

    private void Grow()
    {
        ulong[] slots = new ulong[_slots.Length * 2];
        int mask = slots.Length - 1;
        foreach (ulong slot in _slots.Where(slot => slot != 0))
        {
            int at = (int)((uint)(slot >> 32) & (uint)mask);
            while (slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = slot;
        }

        _slots = slots;
    }
}
