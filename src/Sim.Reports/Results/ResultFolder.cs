using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>A result folder being written: one CSV file a table, then <c>run.json</c>; it appears under its name when complete.</summary>
/// <remarks>
/// Everything is written to <c>NAME.tmp-…</c> beside the target. <see cref="Commit"/> moves an older result folder of that
/// name aside, moves the new one into place and only then deletes the older one; if that fails, the older one is moved
/// back. Disposing of a folder that was not committed deletes the temporary one. Not thread-safe; the tables are
/// independent files.
/// </remarks>
public sealed class ResultFolder : IResultSink, IDisposable
{
    /// <summary>The name of the manifest, whose presence makes a folder a result folder.</summary>
    public const string ManifestName = "run.json";

    private readonly List<CsvRowWriter> _writers = [];
    private readonly List<TableSchema> _schemas = [];
    private bool _done;

    private ResultFolder(string path, string working)
    {
        Path = path;
        WorkingPath = working;
    }

    /// <summary>The full path of the folder once it is complete.</summary>
    public string Path { get; }

    /// <summary>The full path of the temporary folder.</summary>
    public string WorkingPath { get; }

    /// <summary>Starts a result folder.</summary>
    /// <param name="path">Where it shall be; parents are made. Its older contents stay until <see cref="Commit"/>.</param>
    /// <exception cref="InputException">
    /// <paramref name="path"/> is a file, or a folder that is neither empty nor a result folder, or cannot be made.
    /// </exception>
    public static ResultFolder Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        RefuseForeign(full);
        full = Directory.Exists(full) ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        string working = Beside(full, "tmp");
        try
        {
            Directory.CreateDirectory(working);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot make the result folder: {e.Message}", e);
        }

        return new ResultFolder(full, working);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The table was opened before, or the folder is committed.</exception>
    public IRowWriter Open(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ObjectDisposedException.ThrowIf(_done, this);
        if (_schemas.Exists(s => string.Equals(s.Name, schema.Name, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"table '{schema.Name}' was opened before");
        }

        CsvRowWriter writer = new(schema, System.IO.Path.Combine(WorkingPath, schema.Name + ".csv"));
        _writers.Add(writer);
        _schemas.Add(schema);
        return writer;
    }

    /// <summary>Writes <c>run.json</c> and gives the folder its name; an older result folder of that name is replaced.</summary>
    /// <param name="manifest">What the run was. Its <see cref="RunManifest.Tables"/> are set to the tables opened here.</param>
    /// <param name="complete">
    /// Adds to the folder before it is renamed, given the temporary path: <c>ReportBuilder.Build</c>; null for nothing.
    /// </param>
    /// <exception cref="InvalidOperationException">A table is still open, or its last row was not ended.</exception>
    /// <exception cref="InputException">The target became a folder that is not a result folder.</exception>
    public void Commit(RunManifest manifest, Action<string>? complete = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ObjectDisposedException.ThrowIf(_done, this);
        RequireClosed();
        ManifestFile.Write(System.IO.Path.Combine(WorkingPath, ManifestName), manifest with { Tables = [.. _schemas] });
        complete?.Invoke(WorkingPath);
        RefuseForeign(Path);
        Replace();
        _done = true;
    }

    /// <summary>Deletes the temporary folder unless the folder was committed.</summary>
    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        _done = true;
        _writers.ForEach(writer => writer.Abandon());
        Directory.Delete(WorkingPath, recursive: true);
    }

    private static string Beside(string path, string mark) =>
        $"{path}.{mark}-{System.IO.Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    private static void RefuseForeign(string path)
    {
        if (File.Exists(path))
        {
            throw new InputException($"{path}: is a file; a result folder is written there only if nothing or a folder has that name");
        }

        if (Directory.Exists(path)
            && !File.Exists(System.IO.Path.Combine(path, ManifestName))
            && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new InputException($"{path}: holds files but no {ManifestName}, so it is not a result folder and is not replaced; name another with --out");
        }
    }

    private void RequireClosed()
    {
        CsvRowWriter? open = _writers.Find(w => !w.IsClosed || w.IsRowOpen);
        if (open is not null)
        {
            throw new InvalidOperationException(
                $"table '{open.Table}' {(open.IsClosed ? "ends within a row" : "is still open")}; complete it before the folder is committed");
        }
    }

    private void Replace()
    {
        if (!Directory.Exists(Path))
        {
            Directory.Move(WorkingPath, Path);
            return;
        }

        string older = Beside(Path, "old");
        Directory.Move(Path, older);
        try
        {
            Directory.Move(WorkingPath, Path);
        }
        catch
        {
            Directory.Move(older, Path);
            throw;
        }

        Directory.Delete(older, recursive: true);
    }
}
