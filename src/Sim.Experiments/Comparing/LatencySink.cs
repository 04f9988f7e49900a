using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Experiments.Tables;
using Sim.Kernel.Results;

namespace Sim.Experiments.Comparing;

/// <summary>Keeps, of all the tables of a run, the latencies of all VMs together: rows of <c>latency_cdf</c> whose VM is <c>all</c>.</summary>
internal sealed class LatencySink : IResultSink
{
    private static readonly string Table = Schemas.LatencyCdf.Name;
    private static readonly string[] Wanted = ["vm", "kind", "quantile", "latency_us"];

    private readonly MemoryResultSink _kept = new();
    private TableSchema? _schema;

    public IRowWriter Open(TableSchema schema)
    {
        if (schema.Name != Table || Wanted.Except(schema.Columns.Select(column => column.Name), StringComparer.Ordinal).Any())
        {
            return new DiscardedRows();
        }

        _schema = schema;
        return _kept.Open(schema);
    }

    /// <summary>What was kept; nothing where the run has no such table.</summary>
    public IReadOnlyList<LatencyPoint> Points()
    {
        if (_schema is null)
        {
            return [];
        }

        List<string> names = [.. _schema.Columns.Select(column => column.Name)];
        int[] at = [.. Wanted.Select(name => names.IndexOf(name))];
        return
        [
            .. _kept[Table]
                .Where(row => row[at[0]] is "all")
                .Select(row => new LatencyPoint((string)row[at[1]], (double)row[at[2]], (double)row[at[3]])),
        ];
    }
}
