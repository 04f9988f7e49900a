using System;
using System.IO;
using SharpCompress.Common;
using SharpCompress.Compressors.Xz;

namespace Sim.Cli.Commands;

/// <summary>What an .xz file holds, its streams one after the other.</summary>
internal sealed class XzFile(FileStream file) : Stream
{
    private XZStream? _stream;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            while (_stream is not null || file.Position < file.Length)
            {
                _stream ??= new XZStream(file);
                int read = _stream.Read(buffer, offset, count);
                if (read > 0)
                {
                    return read;
                }

                _stream = null;
            }
        }
        catch (SharpCompressException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
