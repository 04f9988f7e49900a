using System.Collections.Generic;
using System.IO;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>The platform-level interrupt controller: 95 sources, a context for machine mode and one for supervisor mode of each hart. RISC-V PLIC specification.</summary>
internal sealed class Plic(IReadOnlyList<Hart> harts) : IDevice, ISaved
{
    /// <summary>The last source.</summary>
    public const int LastSource = 95;

    private const int Words = (LastSource / 32) + 1;
    private const ulong Pending = 0x1000;
    private const ulong Enable = 0x2000;
    private const ulong Context = 0x20_0000;
    private const uint PriorityMask = 7;
    private readonly uint[] _priority = new uint[LastSource + 1];
    private readonly uint[] _level = new uint[Words];
    private readonly uint[] _pending = new uint[Words];
    private readonly uint[] _claimed = new uint[Words];
    private readonly uint[] _enable = new uint[Words * 2 * harts.Count];
    private readonly uint[] _threshold = new uint[2 * harts.Count];
    private readonly bool[] _line = new bool[2 * harts.Count];

    /// <inheritdoc/>
    public string Name => "plic";

    /// <inheritdoc/>
    public ulong Size => 0x400_0000;

    /// <summary>A device raises or lowers its line.</summary>
    public void SetSource(int source, bool level)
    {
        uint bit = 1u << (source & 31);
        int word = source >> 5;
        uint before = _level[word];
        _level[word] = level ? before | bit : before & ~bit;
        if (before != _level[word])
        {
            Gate(word, bit);
            Update();
        }
    }

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        value = 0;
        if (size != 4)
        {
            return false;
        }

        value = offset switch
        {
            < Pending => offset / 4 <= LastSource ? _priority[offset / 4] : 0,
            < Enable => (offset - Pending) / 4 < Words ? _pending[(offset - Pending) / 4] : 0,
            < Context => EnableAt(offset - Enable) is >= 0 and var at ? _enable[at] : 0,
            _ => ReadContext(offset - Context),
        };
        return true;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value)
    {
        if (size != 4)
        {
            return false;
        }

        switch (offset)
        {
            case < Pending when offset is >= 4 and <= 4 * LastSource:
                _priority[offset / 4] = (uint)value & PriorityMask;
                break;
            case >= Enable and < Context when EnableAt(offset - Enable) is >= 0 and var at:
                _enable[at] = (at % Words == 0 ? ~1u : ~0u) & (uint)value;
                break;
            case >= Context:
                WriteContext(offset - Context, (uint)value);
                break;
            default:
                break;
        }

        Update();
        return true;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        foreach (uint[] registers in Registers())
        {
            foreach (uint register in registers)
            {
                writer.Write(register);
            }
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        foreach (uint[] registers in Registers())
        {
            for (int i = 0; i < registers.Length; i++)
            {
                registers[i] = reader.ReadUInt32();
            }
        }

        Update();
    }

    private uint[][] Registers() => [_priority, _level, _pending, _claimed, _enable, _threshold];

    private int EnableAt(ulong offset)
    {
        ulong context = offset / 0x80;
        ulong word = offset % 0x80 / 4;
        return context < (ulong)_threshold.Length && word < Words ? (int)((context * Words) + word) : -1;
    }

    private uint ReadContext(ulong offset)
    {
        ulong context = offset / 0x1000;
        return context >= (ulong)_threshold.Length
            ? 0
            : (offset % 0x1000) switch
            {
                0 => _threshold[context],
                4 => Claim((int)context),
                _ => 0,
            };
    }

    private void WriteContext(ulong offset, uint value)
    {
        ulong context = offset / 0x1000;
        if (context >= (ulong)_threshold.Length)
        {
            return;
        }

        if (offset % 0x1000 == 0)
        {
            _threshold[context] = value & PriorityMask;
        }
        else if (offset % 0x1000 == 4 && value is > 0 and <= LastSource && (_enable[((int)context * Words) + (int)(value >> 5)] >> (int)(value & 31) & 1) != 0)
        {
            _claimed[value >> 5] &= ~(1u << (int)(value & 31));
            Gate((int)(value >> 5), 1u << (int)(value & 31));
        }
    }

    // A level is passed on once, until its interrupt is completed.
    private void Gate(int word, uint bit)
    {
        if ((_level[word] & ~_claimed[word] & bit) != 0)
        {
            _pending[word] |= bit;
        }
        else
        {
            _pending[word] &= ~bit;
        }
    }

    private uint Claim(int context)
    {
        uint source = Best(context, 0);
        if (source != 0)
        {
            _pending[source >> 5] &= ~(1u << (int)(source & 31));
            _claimed[source >> 5] |= 1u << (int)(source & 31);
            Update();
        }

        return source;
    }

    // The pending source of highest priority above a threshold; of equals the lowest.
    private uint Best(int context, uint threshold)
    {
        uint best = 0;
        for (uint source = 1; source <= LastSource; source++)
        {
            uint candidates = _pending[source >> 5] & _enable[(context * Words) + (int)(source >> 5)];
            if ((candidates >> (int)(source & 31) & 1) != 0 && _priority[source] > threshold)
            {
                (best, threshold) = (source, _priority[source]);
            }
        }

        return best;
    }

    private void Update()
    {
        for (int context = 0; context < _threshold.Length; context++)
        {
            bool line = Best(context, _threshold[context]) != 0;
            if (line != _line[context])
            {
                _line[context] = line;
                Hart hart = harts[context / 2];
                hart.Interrupts.SetLine(context % 2 == 0 ? 11 : 9, line);
                hart.RequestAttention();
            }
        }
    }
}
