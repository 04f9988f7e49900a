using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Traces;

/// <summary>How counters are written: their names in lower snake case with the unit last.</summary>
public static class CounterText
{
    private static readonly string[] Names =
    [
        "cpu_pct", "cpu_min_pct", "cpu_max_pct", "cpu_used_mhz", "cpu_capacity_mhz", "cores", "memory_size_mib",
        "memory_active_mib", "memory_consumed_mib", "disk_read_kib_s", "disk_write_kib_s", "net_received_kib_s", "net_sent_kib_s",
    ];

    /// <summary>All counters in the order of their values.</summary>
    public static IReadOnlyList<Counter> All { get; } = Enum.GetValues<Counter>();

    /// <summary>How many counters there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The counter's name: <c>cpu_pct</c>.</summary>
    public static string Name(this Counter counter) => Names[(int)counter];

    /// <summary>The counter of that name, or null.</summary>
    public static Counter? Find(string name) =>
        All.Where(counter => string.Equals(counter.Name(), name, StringComparison.Ordinal)).Cast<Counter?>().FirstOrDefault();
}
