using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;
using Sim.Kernel;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>Reads a result folder: its manifest, and its tables column by column.</summary>
public sealed class ResultReader
{
    private ResultReader(string folder, RunManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
    }

    /// <summary>The folder as the user named it.</summary>
    public string Folder { get; }

    /// <summary>What <c>run.json</c> says.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Opens a result folder.</summary>
    /// <exception cref="InputException">There is no such folder, or its <c>run.json</c> is missing or not readable.</exception>
    public static ResultReader Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new ResultReader(folder, ManifestFile.Read(Path.Combine(folder, ResultFolder.ManifestName)));
    }

    /// <summary>The path of a table's file, whether it exists or not.</summary>
    public string PathOf(string table) => Path.Combine(Folder, table + ".csv");

    /// <summary>Whether the folder holds this table.</summary>
    public bool Has(string table) => File.Exists(PathOf(table));

    /// <summary>What the manifest says of a table; null where it says nothing.</summary>
    public TableSchema? SchemaOf(string table) =>
        Manifest.Tables.FirstOrDefault(schema => string.Equals(schema.Name, table, StringComparison.Ordinal));

    /// <summary>The columns in a table's header, in order.</summary>
    /// <exception cref="InputException">The file is missing or not readable.</exception>
    public IReadOnlyList<string> ColumnsOf(string table)
    {
        using CsvReader csv = Start(table);
        return Guarded(table, () => csv.Headers.ToArray());
    }

    /// <summary>Reads a table.</summary>
    /// <param name="table">Its name without ending.</param>
    /// <param name="columns">The columns wanted; none means all. A wanted column that the file lacks is left out.</param>
    /// <exception cref="InputException">
    /// The file is missing, or a row of it is not what the header and the manifest promise; all such rows (up to 20) are named.
    /// </exception>
    public ResultTable Read(string table, params ReadOnlySpan<string> columns) => Read(table, null, null, columns);

    /// <summary>Reads the rows of a table whose text in <paramref name="key"/> is among <paramref name="wanted"/>.</summary>
    /// <param name="table">Its name without ending.</param>
    /// <param name="key">The column that identifies a row, such as <c>vm</c>.</param>
    /// <param name="wanted">The texts wanted; their order has no meaning.</param>
    /// <exception cref="InputException">As for <see cref="Read(string, ReadOnlySpan{string})"/>.</exception>
    public ResultTable ReadWhere(string table, string key, IReadOnlySet<string> wanted) => Read(table, key, wanted, []);

    /// <summary>Counts the rows of a table without reading its cells.</summary>
    /// <exception cref="InputException">The file is missing or not readable.</exception>
    public long CountRows(string table)
    {
        using CsvReader csv = Start(table);
        return Guarded(table, () => CsvColumns.Count(csv));
    }

    private ResultTable Read(string table, string? key, IReadOnlySet<string>? wanted, ReadOnlySpan<string> columns)
    {
        using CsvReader csv = Start(table);
        string[] names = columns.ToArray();
        return Guarded(table, () => new CsvColumns(csv, PathOf(table), SchemaOf(table), names).Read(table, key, wanted));
    }

    private CsvReader Start(string table)
    {
        string path = PathOf(table);
        return File.Exists(path)
            ? CsvReader.FromFile(path, CsvColumns.Options)
            : throw new InputException(new InputError(path, 0, 0, $"not found; the result folder has no table '{table}'"));
    }

    private T Guarded<T>(string table, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new InputException(new InputError(PathOf(table), e.LineNumber, 0, e.Message));
        }
    }
}
