using System;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>The sifive-test device: a write ends the run. 0x5555 is success, 0x3333 failure with a code in the upper half, 0x7777 a reset.</summary>
internal sealed class Finisher(Action<uint> end) : IDevice
{
    /// <inheritdoc/>
    public string Name => "sifive-test";

    /// <inheritdoc/>
    public ulong Size => 0x1000;

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        value = 0;
        return size is 4 or 2;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value)
    {
        if (size is not (4 or 2))
        {
            return false;
        }

        if (offset == 0 && (value & 0xFFFF) is 0x5555 or 0x3333 or 0x7777)
        {
            end((uint)value);
            hart.MachineWantsAttention = true;
            hart.RequestAttention();
        }

        return true;
    }
}
