using System;
using System.IO;
using System.IO.Compression;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>A trace of instructions in a file: packed by gzip or xz, or plain.</summary>
internal sealed class InstructionTraceFile : IDisposable
{
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Xz = [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];
    private static readonly byte[] Bzip2 = [(byte)'B', (byte)'Z', (byte)'h'];
    private static readonly byte[] Elf = [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    private readonly Stream _stream;

    private InstructionTraceFile(Stream stream, string path, TraceFormat format)
    {
        _stream = stream;
        Format = format;
        Source = TraceFormats.Open(stream, path, format);
    }

    /// <summary>Its format.</summary>
    public TraceFormat Format { get; }

    /// <summary>Its instructions.</summary>
    public IInstructionSource Source { get; }

    /// <summary>Whether a file is not a program, and so may be a trace.</summary>
    public static bool MayBe(string path) => File.Exists(path) && !Head(path, Elf.Length).AsSpan().StartsWith(Elf);

    /// <summary>Opens one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; null: what its records look like.</param>
    /// <exception cref="InputException">It is not there, packed otherwise, or looks like no trace.</exception>
    public static InstructionTraceFile Open(string path, TraceFormat? format = null)
    {
        if (!File.Exists(path))
        {
            throw new InputException(new InputError(path, 0, 0, Directory.Exists(path) ? "is a folder; must be a trace of instructions" : "no such file"));
        }

        Stream stream = Unpack(path);
        try
        {
            return new InstructionTraceFile(stream, path, format ?? Guess(path));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static TraceFormat Guess(string path)
    {
        byte[] head = new byte[TraceFormats.HeadBytes];
        using Stream stream = Unpack(path);
        try
        {
            int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return TraceFormats.Guess(head.AsSpan(0, length))
                ?? throw new InputException(new InputError(path, 0, 0, "looks like no trace of instructions that Sim reads: ChampSim (64 bytes a record, or 96), CBP 2025, CVP-1"));
        }
        catch (InvalidDataException fault)
        {
            throw new InputException(new InputError(path, 0, 0, "cannot be unpacked: " + fault.Message));
        }
    }

    private static Stream Unpack(string path)
    {
        byte[] head = Head(path, Xz.Length);
        if (head.AsSpan().StartsWith(Zstandard) || head.AsSpan().StartsWith(Bzip2))
        {
            throw new InputException(new InputError(path, 0, 0, "is packed by zstd or bzip2; Sim unpacks gzip and xz: unpack it first, or pack it so"));
        }

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return head.AsSpan().StartsWith(Gzip) ? new GZipStream(file, CompressionMode.Decompress)
            : head.AsSpan().StartsWith(Xz) ? new XzFile(file)
            : file;
    }

    private static byte[] Head(string path, int bytes)
    {
        byte[] head = new byte[bytes];
        using FileStream file = File.OpenRead(path);
        int length = file.ReadAtLeast(head, bytes, throwOnEndOfStream: false);
        return head[..length];
    }
}
