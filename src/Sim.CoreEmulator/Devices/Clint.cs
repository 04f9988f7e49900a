using System.Collections.Generic;
using System.IO;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>The core-local interruptor: software interrupts (msip), timers (mtimecmp) and the real-time clock (mtime), as SiFive laid it out.</summary>
internal sealed class Clint(IReadOnlyList<Hart> harts, MachineClock clock) : IDevice, ISaved
{
    private const ulong Compare = 0x4000;
    private const ulong Time = 0xBFF8;
    private const int SoftwareInterrupt = 3;
    private readonly bool[] _software = new bool[harts.Count];

    /// <inheritdoc/>
    public string Name => "clint";

    /// <inheritdoc/>
    public ulong Size => 0x10000;

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        value = 0;
        if (size is not (4 or 8))
        {
            return false;
        }

        value = Word(hart, offset & ~7UL) >> (int)(8 * (offset & 7));
        value = size == 4 ? (uint)value : value;
        return true;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value)
    {
        if (size is not (4 or 8))
        {
            return false;
        }

        if (offset < Compare)
        {
            SetSoftware(offset / 4, (value & 1) != 0);
            if (size == 8)
            {
                SetSoftware((offset / 4) + 1, ((value >> 32) & 1) != 0);
            }

            return true;
        }

        ulong at = offset & ~7UL;
        SetWord(hart, at, size == 8 ? value : Merge(Word(hart, at), offset, (uint)value));
        return true;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        for (int i = 0; i < harts.Count; i++)
        {
            writer.Write(_software[i]);
            writer.Write(harts[i].Interrupts.MachineTimer);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        for (int i = 0; i < harts.Count; i++)
        {
            SetSoftware((ulong)i, reader.ReadBoolean());
            harts[i].Interrupts.MachineTimer = reader.ReadUInt64();
        }
    }

    private static ulong Merge(ulong old, ulong offset, uint half) =>
        (offset & 4) == 0 ? (old & 0xFFFF_FFFF_0000_0000) | half : (old & 0xFFFF_FFFF) | ((ulong)half << 32);

    private ulong Word(Hart hart, ulong at)
    {
        if (at == Time)
        {
            return hart.Time;
        }

        if (at < Compare)
        {
            return Software(at / 4) | (Software((at / 4) + 1) << 32);
        }

        ulong id = (at - Compare) / 8;
        return id < (ulong)harts.Count ? harts[(int)id].Interrupts.MachineTimer : 0;
    }

    private void SetWord(Hart hart, ulong at, ulong value)
    {
        ulong id = (at - Compare) / 8;
        if (at == Time)
        {
            clock.Offset += value - hart.Time;
            foreach (Hart other in harts)
            {
                other.RequestAttention();
            }
        }
        else if (id < (ulong)harts.Count)
        {
            harts[(int)id].Interrupts.MachineTimer = value;
            harts[(int)id].RequestAttention();
        }
    }

    private ulong Software(ulong id) => id < (ulong)harts.Count && _software[id] ? 1UL : 0UL;

    private void SetSoftware(ulong id, bool level)
    {
        if (id < (ulong)harts.Count && _software[id] != level)
        {
            _software[id] = level;
            harts[(int)id].Interrupts.SetLine(SoftwareInterrupt, level);
            harts[(int)id].RequestAttention();
        }
    }
}
