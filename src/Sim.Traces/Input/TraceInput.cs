using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Sim.Kernel;

namespace Sim.Traces.Input;

/// <summary>What a user pointed at: a file, a folder, or a folder packed as <c>.tar.gz</c>, <c>.tgz</c>, <c>.tar</c> or <c>.zip</c>.</summary>
/// <remarks>
/// Nothing is unpacked to disk. The entries of folders and zip files come in ordinal order of their paths, those of tar
/// files in the order in which they lie; readers put VMs into ordinal order afterwards. Names that begin with a dot, and
/// <c>README</c>, <c>LICENSE</c> and <c>*.md</c> files are passed over.
/// </remarks>
public sealed class TraceInput
{
    private const int BufferBytes = 1 << 16;

    private static readonly string[] TarEndings = [".tar.gz", ".tgz", ".tar"];

    private TraceInput(string path, bool isSingle)
    {
        (Path, IsSingle) = (path, isSingle);
    }

    /// <summary>The path as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>Whether it is one file by itself: not a folder, not an archive.</summary>
    public bool IsSingle { get; }

    /// <summary>Looks at what is there.</summary>
    /// <exception cref="InputException">There is nothing, or it cannot be read.</exception>
    public static TraceInput At(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            return new TraceInput(path, isSingle: false);
        }

        return File.Exists(path)
            ? new TraceInput(path, isSingle: !IsTar(path) && !IsZip(path))
            : throw new InputException(new InputError(path, 0, 0, "found nothing there; expected a trace: a file, a folder, .tar.gz or .zip"));
    }

    /// <summary>The files of the trace, each readable until the next is asked for.</summary>
    /// <exception cref="InputException">The archive is damaged, or the file may not be read.</exception>
    public IEnumerable<TraceEntry> Entries()
    {
        IEnumerable<TraceEntry> entries = (IsSingle, Directory.Exists(Path), IsZip(Path)) switch
        {
            (true, _, _) => [FileEntry(Path, System.IO.Path.GetFileName(Path))],
            (_, true, _) => FolderEntries(),
            (_, _, true) => ZipEntries(),
            _ => TarEntries(),
        };
        return entries.Where(entry => IsData(entry.Name));
    }

    private static bool IsTar(string path) => TarEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static bool IsData(string name)
    {
        string file = name[(name.LastIndexOf('/') + 1)..];
        return !name.Split('/').Any(part => part.StartsWith('.'))
            && !file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            && file is not ("README" or "LICENSE");
    }

    private static TraceEntry FileEntry(string path, string name) => new(name, path, () => new FileStream(
        path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));

    /// <summary>An archive usually holds one folder; its name says nothing about a VM.</summary>
    private static string WithoutTop(string name) => name.Contains('/', StringComparison.Ordinal)
        ? name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]
        : name;

    private static string Plain(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private IEnumerable<TraceEntry> FolderEntries() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => FileEntry(file.File, file.Name));

    private IEnumerable<TraceEntry> ZipEntries()
    {
        using ZipArchive archive = Damaged.Guard(Path, () => ZipFile.OpenRead(Path));
        foreach (ZipArchiveEntry entry in archive.Entries
            .Where(entry => !entry.FullName.EndsWith('/'))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            string name = Plain(entry.FullName);
            yield return new TraceEntry(WithoutTop(name), $"{Path}!{name}", entry.Open);
        }
    }

    private IEnumerable<TraceEntry> TarEntries()
    {
        using Stream file = FileEntry(Path, "").Open();
        using Stream buffered = new BufferedStream(file, BufferBytes);
        using Stream unpacked = Path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
            ? buffered
            : new GZipStream(buffered, CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        while (Damaged.Guard(Path, () => tar.GetNextEntry()) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
            {
                string name = Plain(entry.Name);
                yield return new TraceEntry(WithoutTop(name), $"{Path}!{name}", () => entry.DataStream ?? Stream.Null);
            }
        }
    }
}
