using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Hosts.Interval;

/// <summary>What the memory of one host did, step by step: a reusable buffer of columns, and the totals of its VMs.</summary>
public sealed class MemorySeries
{
    /// <summary>Columns that are kept of a VM.</summary>
    public const int VmColumns = (int)MemoryColumn.Stalled + 1;

    /// <summary>Columns that are kept of a host.</summary>
    public const int HostColumns = (int)MemoryColumn.Low + 1;

    private readonly double[][] _columns;

    /// <summary>Columns for a run of that many steps.</summary>
    public MemorySeries(int steps)
    {
        _columns = [.. Enumerable.Range(0, HostColumns).Select(_ => new double[steps])];
    }

    /// <summary>A column, one value a step.</summary>
    public double[] this[MemoryColumn column] => _columns[(int)column];

    /// <summary>The VMs' totals, one for each stay.</summary>
    public IReadOnlyList<VmMemoryTotals> Vms { get; internal set; } = [];

    /// <summary>Takes over another's columns and totals; it must be as long.</summary>
    public void CopyFrom(MemorySeries other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Vms = other.Vms;
        for (int column = 0; column < _columns.Length; column++)
        {
            other._columns[column].CopyTo(_columns[column], 0);
        }
    }

    /// <summary>Sets every column to zero.</summary>
    public void Clear()
    {
        Vms = [];
        foreach (double[] column in _columns)
        {
            Array.Clear(column);
        }
    }
}
