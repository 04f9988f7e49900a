using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>A device in the physical address space. It answers at once; what it does to interrupts it tells the harts.</summary>
internal interface IDevice
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>Bytes of address space that it takes.</summary>
    ulong Size { get; }

    /// <summary>Reads a register.</summary>
    /// <param name="hart">Who reads.</param>
    /// <param name="offset">From the device's base.</param>
    /// <param name="size">1, 2, 4 or 8 bytes; aligned.</param>
    /// <param name="value">What was read, zero-extended.</param>
    /// <returns>False for an access fault.</returns>
    bool Read(Hart hart, ulong offset, int size, out ulong value);

    /// <summary>Writes a register.</summary>
    /// <returns>False for an access fault.</returns>
    bool Write(Hart hart, ulong offset, int size, ulong value);
}
