using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Benchmarks.Quick;

/// <summary>The readings file through CsvHelper: what <c>AzureReadings</c> is measured against.</summary>
internal static class CsvHelperReadings
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        BufferSize = 1 << 20,
    };

    /// <summary>CsvHelper's low-level reader, numbers parsed from bytes, ids mapped without a string, averages kept as Sim keeps them.</summary>
    public static (long Rows, int Vms, Workload Workload) Ingest(string path)
    {
        using CsvReader rows = CsvReader.Create(File.OpenRead(path), Options);
        WorkloadBuilder builder = new();
        InterleavedSamples samples = new(builder, [Counter.Cpu]);
        long count = 0;
        while (rows.Read())
        {
            long time = rows.Parse<long>(0) * Duration.NanosecondsPerSecond;
            int vm = builder.FindOrAddVm(rows.GetSpan(1), out _);
            _ = rows.Parse<double>(2);
            _ = rows.Parse<double>(3);
            samples.Append(vm, time, [rows.Parse<double>(4)]);
            count++;
        }

        samples.Drain();
        return (count, builder.VmCount, builder.Build());
    }

    /// <summary>The same reader, but nothing is kept.</summary>
    public static (long Rows, int Vms, double Sum) Sum(string path)
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

    /// <summary>A string for each cell, as most programs do it; nothing is kept.</summary>
    public static (long Rows, int Vms, double Sum) SumOfStrings(string path)
    {
        using CsvReader rows = CsvReader.Create(File.OpenRead(path), Options);
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        (long count, double sum) = (0, 0);
        while (rows.Read())
        {
            _ = long.Parse(rows.GetString(0), CultureInfo.InvariantCulture);
            names.TryAdd(rows.GetString(1), names.Count);
            _ = double.Parse(rows.GetString(2), CultureInfo.InvariantCulture);
            _ = double.Parse(rows.GetString(3), CultureInfo.InvariantCulture);
            sum += double.Parse(rows.GetString(4), CultureInfo.InvariantCulture);
            count++;
        }

        return (count, names.Count, sum);
    }
}
