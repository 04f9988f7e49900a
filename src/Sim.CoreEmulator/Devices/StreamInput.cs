using System.IO;

namespace Sim.CoreEmulator.Devices;

/// <summary>Input that is all there from the start: a file, a text, or nothing.</summary>
internal sealed class StreamInput(Stream stream) : IInput
{
    private int _next = -2;

    /// <inheritdoc/>
    public bool IsReady => Next >= 0;

    /// <inheritdoc/>
    public long Taken { get; private set; }

    private int Next
    {
        get
        {
            if (_next == -2)
            {
                _next = stream.ReadByte();
            }

            return _next;
        }
    }

    /// <inheritdoc/>
    public byte Take()
    {
        byte taken = (byte)Next;
        _next = -2;
        Taken++;
        return taken;
    }

    /// <inheritdoc/>
    public bool Wait() => IsReady;
}
