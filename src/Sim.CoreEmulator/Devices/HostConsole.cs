using System;
using System.IO;

namespace Sim.CoreEmulator.Devices;

/// <summary>The console that all of a machine's serial devices share: what it prints and what is typed.</summary>
internal sealed class HostConsole(Stream output, Stream error, IInput input)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _used;

    /// <summary>What is typed.</summary>
    public IInput Input { get; } = input;

    /// <summary>Bytes written so far.</summary>
    public long Written { get; set; }

    /// <summary>Prints a byte; it is seen at the next line or <see cref="Flush"/>.</summary>
    public void Write(byte value)
    {
        _buffer[_used++] = value;
        Written++;
        if (_used == _buffer.Length || value == (byte)'\n')
        {
            Flush();
        }
    }

    /// <summary>Prints bytes, on the console or as errors.</summary>
    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        if (isError)
        {
            Flush();
            Written += bytes.Length;
            error.Write(bytes);
            error.Flush();
            return;
        }

        foreach (byte value in bytes)
        {
            Write(value);
        }
    }

    /// <summary>Hands on what was printed.</summary>
    public void Flush()
    {
        output.Write(_buffer, 0, _used);
        output.Flush();
        _used = 0;
    }
}
