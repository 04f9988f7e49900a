using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel;

namespace Sim.Traces.Formats;

/// <summary>Finds the columns of a <c>csv</c> trace by the user's mapping, or by the names that such tables usually have.</summary>
internal sealed class CsvColumns
{
    private static readonly string[] VmNames = ["vm", "vm_id", "vmid", "id", "name"];
    private static readonly string[] TimeNames = ["time", "timestamp", "time_s", "date"];
    private static readonly string[] CpuNames = ["cpu", "cpu_pct", "cpu_usage", "avgcpu", "value"];
    private static readonly string[] CoresNames = ["cores", "vcpus"];

    private readonly string[] _header;
    private readonly List<string> _faults = [];

    /// <summary>Finds the columns; what is not found is in <see cref="Faults"/>.</summary>
    public CsvColumns(string[] header, CsvMapping mapping, IReadOnlyList<Counter>? wanted)
    {
        _header = mapping.Header ? header : Numbered(header.Length);
        Vm = Find(mapping.Vm, VmNames);
        Time = Find(mapping.Time, TimeNames);
        Capacity = Find(mapping.CpuCapacity, [Counter.CpuCapacity.Name()]);
        Values = [.. All(mapping).Where(value => value.Column >= 0 && (wanted is null || wanted.Contains(value.Counter)))];
        Require(mapping);
    }

    /// <summary>How many columns a row has.</summary>
    public int Count => _header.Length;

    /// <summary>The column of VM names, or -1.</summary>
    public int Vm { get; }

    /// <summary>The column of times.</summary>
    public int Time { get; }

    /// <summary>The column of CPU capacity, or -1.</summary>
    public int Capacity { get; }

    /// <summary>The counters and their columns.</summary>
    public IReadOnlyList<(Counter Counter, int Column)> Values { get; }

    /// <summary>What is missing, each as "found ...; expected ...".</summary>
    public IReadOnlyList<string> Faults => _faults;

    private static string[] Numbered(int count) =>
        [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private IEnumerable<(Counter Counter, int Column)> All(CsvMapping mapping) =>
    [
        (Counter.Cpu, Find(mapping.Cpu, CpuNames)),
        (Counter.CpuMin, Find(null, [Counter.CpuMin.Name()])),
        (Counter.CpuMax, Find(null, [Counter.CpuMax.Name()])),
        (Counter.CpuCapacity, Capacity),
        (Counter.Cores, Find(mapping.Cores, CoresNames)),
        (Counter.MemorySize, Find(mapping.MemorySize, [Counter.MemorySize.Name()])),
        (Counter.MemoryActive, Find(mapping.MemoryActive, [Counter.MemoryActive.Name()])),
        (Counter.MemoryConsumed, Find(mapping.MemoryConsumed, [Counter.MemoryConsumed.Name()])),
        (Counter.DiskRead, Find(mapping.DiskRead, [Counter.DiskRead.Name()])),
        (Counter.DiskWrite, Find(mapping.DiskWrite, [Counter.DiskWrite.Name()])),
        (Counter.NetReceived, Find(mapping.NetReceived, [Counter.NetReceived.Name()])),
        (Counter.NetSent, Find(mapping.NetSent, [Counter.NetSent.Name()])),
    ];

    private int Find(string? named, string[] usual)
    {
        if (named is null)
        {
            return usual.Select(IndexOf).Where(column => column >= 0).DefaultIfEmpty(-1).First();
        }

        int found = IndexOf(named);
        if (found < 0)
        {
            string? nearest = Edits.Nearest(named, _header);
            string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
            _faults.Add($"found columns {string.Join(", ", _header)}; expected a column '{named}'{hint}");
        }

        return found;
    }

    private int IndexOf(string name) => Array.FindIndex(_header, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));

    private void Require(CsvMapping mapping)
    {
        string found = $"found columns {string.Join(", ", _header)}; expected";
        if (Time < 0 && mapping.Time is null)
        {
            _faults.Add($"{found} a column of times: {string.Join(", ", TimeNames)}, or another that the mapping names");
        }

        if (Values.Count == 0)
        {
            _faults.Add($"{found} a column of samples: {string.Join(", ", CpuNames)}, or another that the mapping names");
        }

        if (mapping.CpuUnit == CpuUnit.Mhz && Capacity < 0)
        {
            _faults.Add($"{found} a column of CPU capacity, without which MHz are no percentage");
        }
    }
}
