using System.IO;
using CsvHelper;
using Sim.Traces;

namespace Sim.Benchmarks.Quick;

/// <summary>The readings file through CsvHelper's low-level reader: the same types and ids, but nothing is kept.</summary>
internal static class CsvHelperReadings
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        BufferSize = 1 << 20,
    };

    /// <summary>Numbers parsed from the bytes, ids mapped without a string.</summary>
    public static (long Rows, int Vms, double Sum) LowLevel(string path)
    {
        using CsvReader rows = CsvReader.Create(File.OpenRead(path), Options);
        NameTable names = new();
        (long count, double sum) = (0, 0);
        while (rows.Read())
        {
            _ = rows.Parse<long>(0);
            _ = names.FindOrAdd(rows.GetSpan(1), out _);
            _ = rows.Parse<double>(2);
            _ = rows.Parse<double>(3);
            sum += rows.Parse<double>(4);
            count++;
        }

        return (count, names.Count, sum);
    }

    /// <summary>The same by way of a string for each cell, as most programs do it.</summary>
    public static (long Rows, int Vms, double Sum) Strings(string path)
    {
        using CsvReader rows = CsvReader.Create(File.OpenRead(path), Options);
        System.Collections.Generic.Dictionary<string, int> names = new(System.StringComparer.Ordinal);
        (long count, double sum) = (0, 0);
        while (rows.Read())
        {
            _ = long.Parse(rows.GetString(0), System.Globalization.CultureInfo.InvariantCulture);
            names.TryAdd(rows.GetString(1), names.Count);
            _ = double.Parse(rows.GetString(2), System.Globalization.CultureInfo.InvariantCulture);
            _ = double.Parse(rows.GetString(3), System.Globalization.CultureInfo.InvariantCulture);
            sum += double.Parse(rows.GetString(4), System.Globalization.CultureInfo.InvariantCulture);
            count++;
        }

        return (count, names.Count, sum);
    }
}
