using System;
using System.Collections.Generic;
using System.IO;
using Sim.CoreEmulator.Devices;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>The disk images that a command line names, open as long as the machine runs.</summary>
internal sealed class DiskFiles : IDisposable
{
    private const int Most = 7;
    private readonly List<FileStream> _streams = [];
    private readonly List<Disk> _disks = [];

    /// <summary>Opens images; one that may not be written is a disk that may not either.</summary>
    /// <exception cref="InputException">One is not there, or they are too many.</exception>
    public DiskFiles(string[] paths)
    {
        if (paths.Length > Most)
        {
            throw new InputException("--disk: given more than 7 times; the machine has room for 7 disks");
        }

        foreach (string path in paths)
        {
            if (!File.Exists(path))
            {
                throw new InputException(new InputError(path, 0, 0, "no such disk image"));
            }

            bool isReadOnly = new FileInfo(path).IsReadOnly;
            _streams.Add(new FileStream(path, FileMode.Open, isReadOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.Read));
            _disks.Add(new Disk(_streams[^1], isReadOnly));
        }
    }

    /// <summary>The disks.</summary>
    public IReadOnlyList<Disk> All => _disks;

    /// <summary>Brings to the images what was written.</summary>
    public void Flush() => _disks.ForEach(disk => disk.Flush());

    /// <inheritdoc/>
    public void Dispose() => _streams.ForEach(stream => stream.Dispose());
}
