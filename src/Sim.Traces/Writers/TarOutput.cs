using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;

namespace Sim.Traces.Writers;

/// <summary>Writes a trace into a <c>.tar.gz</c>; the same trace gives the same bytes, so entries bear no dates or owners.</summary>
internal sealed class TarOutput : ITraceOutput, IDisposable
{
    private readonly string _folder;
    private readonly FileStream _file;
    private readonly GZipStream _gzip;
    private readonly TarWriter _tar;

    /// <summary>Starts an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">The folder within it that all files go into.</param>
    public TarOutput(string path, string folder)
    {
        _folder = folder;
        _file = File.Create(path);
        _gzip = new GZipStream(_file, CompressionLevel.SmallestSize);
        _tar = new TarWriter(_gzip, TarEntryFormat.Ustar);
    }

    /// <inheritdoc/>
    public void Add(string name, Action<Stream> write)
    {
        // The size stands before the content, so the content has to be complete first.
        using MemoryStream content = new();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using GZipStream gzip = new(content, CompressionLevel.SmallestSize, leaveOpen: true);
            write(gzip);
        }
        else
        {
            write(content);
        }

        content.Position = 0;
        _tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{_folder}/{name}")
        {
            DataStream = content,
            ModificationTime = DateTimeOffset.UnixEpoch,
        });
    }

    /// <summary>Completes the archive.</summary>
    public void Dispose()
    {
        _tar.Dispose();
        _gzip.Dispose();
        _file.Dispose();
    }
}
