using System;
using System.Globalization;
using System.IO;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Writers;

/// <summary>Writes numbers and text as UTF-8 without making strings. Doubles are written so that reading gives them back.</summary>
internal sealed class Utf8Output(Stream stream) : IDisposable
{
    private const int Room = 64;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    /// <summary>Writes text.</summary>
    public Utf8Output Text(string text) => Raw(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public Utf8Output Raw(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _used < bytes.Length)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            stream.Write(bytes);
        }
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
        }

        return this;
    }

    /// <summary>Writes the shortest decimal that reads back as the same double; nothing for NaN.</summary>
    public Utf8Output Number(double value) => double.IsNaN(value) ? this : Format(value);

    /// <summary>Writes a whole number.</summary>
    public Utf8Output Whole(long value) => Format(value);

    /// <summary>Writes nanoseconds as seconds, exactly.</summary>
    public Utf8Output Seconds(long nanoseconds) =>
        nanoseconds % Duration.NanosecondsPerSecond == 0
            ? Whole(nanoseconds / Duration.NanosecondsPerSecond)
            : Format((decimal)nanoseconds / Duration.NanosecondsPerSecond);

    /// <summary>Hands over what is still held; the stream stays open.</summary>
    public void Dispose() => Flush();

    private Utf8Output Format<T>(T value)
        where T : IUtf8SpanFormattable
    {
        if (_buffer.Length - _used < Room)
        {
            Flush();
        }

        _ = value.TryFormat(_buffer.AsSpan(_used), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
        return this;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
