using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary>Times a trace of instructions in place of a program: ChampSim, CBP, CVP, as they are or packed by gzip.</summary>
internal static class CoreTraceRun
{
    private const int Buffer = 1 << 20;
    private static readonly byte[] ElfMagic = [0x7F, (byte)'E', (byte)'L', (byte)'F'];
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];
    private static readonly byte[] XzMagic = [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'];

    /// <summary>Whether a file is something else than a program.</summary>
    public static bool Is(string? path) => path is not null && File.Exists(path) && new FileInfo(path).Length > 0 && !Begins(path, ElfMagic);

    /// <summary>Runs one.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="core">The core.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">How much of it.</param>
    /// <param name="token">Cancels it.</param>
    /// <exception cref="InputException">It is no trace that Sim knows.</exception>
    public static TraceResult Run(string path, CoreConfiguration core, PluginRegistry parts, TraceRunOptions options, CancellationToken token)
    {
        if (Begins(path, XzMagic))
        {
            throw new InputException(new InputError(path, 0, 0, "is packed by xz, which Sim cannot read; unpack it (xz -dk), or pack it by gzip"));
        }

        using Stream head = Open(path);
        byte[] bytes = new byte[TraceFormats.HeadBytes];
        int length = head.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        TraceFormat format = TraceFormats.Guess(bytes.AsSpan(0, length))
            ?? throw new InputException(new InputError(path, 0, 0, "neither an ELF program nor a trace of ChampSim, CBP or CVP"));
        using Stream stream = new BufferedStream(Open(path), Buffer);
        TraceResult result = new TraceRun(core, parts, TraceFormats.Open(stream, path, format)) { Cancelled = () => token.IsCancellationRequested }.Run(options);
        token.ThrowIfCancellationRequested();
        return result;
    }

    private static FileStream Raw(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static Stream Open(string path) => Begins(path, GzipMagic) ? new GZipStream(Raw(path), CompressionMode.Decompress) : Raw(path);

    private static bool Begins(string path, byte[] magic)
    {
        using FileStream file = Raw(path);
        byte[] bytes = new byte[magic.Length];
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && bytes.SequenceEqual(magic);
    }
}
