using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Traces.Formats;

/// <summary>Which column of a Grid Workloads Archive VM table holds what, by its header.</summary>
internal sealed class GwaColumns
{
    private const double KibPerMib = 1024;

    // The header's words without their unit, in the order of the counters.
    private static readonly (string Header, Counter Counter, double Divisor)[] Known =
    [
        ("cpu usage [%]", Counter.Cpu, 1),
        ("cpu usage [mhz]", Counter.CpuUsed, 1),
        ("cpu capacity provisioned [mhz]", Counter.CpuCapacity, 1),
        ("cpu cores", Counter.Cores, 1),
        ("memory capacity provisioned [kb]", Counter.MemorySize, KibPerMib),
        ("memory usage [kb]", Counter.MemoryActive, KibPerMib),
        ("disk read throughput [kb/s]", Counter.DiskRead, 1),
        ("disk write throughput [kb/s]", Counter.DiskWrite, 1),
        ("network received throughput [kb/s]", Counter.NetReceived, 1),
        ("network transmitted throughput [kb/s]", Counter.NetSent, 1),
    ];

    private GwaColumns(string[] header, (Counter Counter, int Column, double Divisor)[] values)
    {
        (Count, Values) = (header.Length, values);
        Cores = Array.IndexOf(header, "cpu cores");
        Capacity = Array.IndexOf(header, "cpu capacity provisioned [mhz]");
        Memory = Array.IndexOf(header, "memory capacity provisioned [kb]");
    }

    /// <summary>The counters that such tables have.</summary>
    public static IEnumerable<Counter> All => Known.Select(known => known.Counter);

    /// <summary>How many columns a row has.</summary>
    public int Count { get; }

    /// <summary>The counters to keep, where they stand, and what to divide them by.</summary>
    public IReadOnlyList<(Counter Counter, int Column, double Divisor)> Values { get; }

    /// <summary>The column of the vCPUs.</summary>
    public int Cores { get; }

    /// <summary>The column of the CPU capacity.</summary>
    public int Capacity { get; }

    /// <summary>The column of the provisioned memory.</summary>
    public int Memory { get; }

    /// <summary>The columns of a header; null where it lacks the first five of the format.</summary>
    public static GwaColumns? Of(string[] header, IReadOnlyList<Counter> wanted)
    {
        string[] names = Array.ConvertAll(header, name => name.ToLowerInvariant());
        bool complete = names[0].StartsWith("timestamp", StringComparison.Ordinal)
            && Known.Take(5).Where(known => known.Counter != Counter.CpuUsed).All(known => names.Contains(known.Header));
        if (!complete)
        {
            return null;
        }

        (Counter, int, double)[] values =
        [
            .. Known.Where(known => wanted.Contains(known.Counter) && names.Contains(known.Header))
                .Select(known => (known.Counter, Array.IndexOf(names, known.Header), known.Divisor)),
        ];
        return new GwaColumns(names, values);
    }
}
