using System;
using System.IO;

namespace Sim.Traces.Input;

/// <summary>A stream that tells how many bytes each read brought, and lets one look at its beginning; for parsers that read by themselves.</summary>
internal sealed class MeteredStream(Stream inner, Action<int> onRead) : Stream
{
    private const int HeadBytes = 1 << 13;

    private byte[] _head = [];
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int head = Math.Min(buffer.Length, _head.Length - _at);
        if (head > 0)
        {
            _head.AsSpan(_at, head).CopyTo(buffer);
            _at += head;
        }

        int read = head > 0 ? head : inner.Read(buffer);
        onRead(read);
        return read;
    }

    /// <summary>The first line, as far as it is within the first 8 KiB. Call this before anything is read.</summary>
    public ReadOnlySpan<byte> PeekLine()
    {
        byte[] head = new byte[HeadBytes];
        _head = head[..inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        int end = _head.AsSpan().IndexOf((byte)'\n');
        return end < 0 ? _head : _head.AsSpan(0, end);
    }

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
