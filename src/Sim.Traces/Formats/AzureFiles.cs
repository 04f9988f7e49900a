using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Reads the files of an Azure trace, tables and readings, whichever of them there are.</summary>
internal sealed class AzureFiles(TraceReading reading, AzureSizes sizes)
{
    private const int ReadingsColumns = 5;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>How surely the first line belongs to an Azure trace.</summary>
    public static int Recognises(TraceProbe probe)
    {
        string[] fields = probe.FirstLine.Split(',');
        return fields.Length switch
        {
            AzureTable.Columns when IsTime(fields[3]) && IsTime(fields[4]) => 80,
            ReadingsColumns when IsTime(fields[0]) && fields[2..].All(IsNumber) => 80,
            _ => 0,
        };
    }

    /// <summary>Reads all files.</summary>
    public void ReadAll()
    {
        AzureReadings readings = new(reading);
        AzureTable table = new(reading, sizes);
        foreach (TraceEntry entry in Ordered())
        {
            if (IsTable(entry))
            {
                table.ReadFile(entry);
            }
            else
            {
                readings.ReadFile(entry);
            }
        }

        readings.Finish();
    }

    private static bool IsTime(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsNumber(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NumberCharacters);

    private static bool IsReadings(TraceEntry entry) => entry.FileName.Contains("readings", StringComparison.OrdinalIgnoreCase);

    private static bool IsTableName(TraceEntry entry) => entry.FileName.Contains("vmtable", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number in <c>vm_cpu_readings-file-12-of-125.csv.gz</c>: file 10 comes after file 9, whatever their bytes say.</summary>
    private static long FileNumber(TraceEntry entry)
    {
        string digits = new([.. entry.FileName.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(9)]);
        return digits.Length == 0 ? 0 : long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Tables first, then readings by their number. The entries of archives come as they lie; the samples are sorted later.</summary>
    private IEnumerable<TraceEntry> Ordered() => Directory.Exists(reading.Input.Path)
        ? reading.Input.Entries().OrderBy(entry => IsTable(entry) ? 0 : 1).ThenBy(FileNumber)
        : reading.Input.Entries();

    /// <summary>By the file's name, or where that says nothing, by its first line. Only a file by itself or in a folder can be opened twice.</summary>
    private bool IsTable(TraceEntry entry) => IsTableName(entry) || (!IsReadings(entry) && CanReopen && HasTableColumns(entry));

    private bool CanReopen => reading.Input.IsSingle || Directory.Exists(reading.Input.Path);

    private static bool HasTableColumns(TraceEntry entry) => Damaged.Guard(entry.Display, () =>
    {
        using Stream stream = entry.Open();
        using TraceRows rows = new(stream, ',', _ => { });
        return rows.Next() && rows.Count == AzureTable.Columns;
    });
}
