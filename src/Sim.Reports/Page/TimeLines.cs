using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The time lines of a few VMs or hosts, in order of rank: the rows of <c>worst_vms.csv</c> or <c>worst_hosts.csv</c>.</summary>
internal sealed class TimeLines
{
    private const string ReadyColumn = "cpu_ready_pct";
    private const int MaxColumns = 240;
    private const double LeastTopPct = 10;

    private readonly OrderedDictionary<string, List<int>> _rows = new(StringComparer.Ordinal);
    private readonly ResultTable _table;
    private readonly double[] _at;

    /// <summary>Gathers the rows of each name.</summary>
    /// <param name="table">A table with <c>rank</c>, <c>time_s</c> and the key column.</param>
    /// <param name="key">The column that names the VM or host.</param>
    public TimeLines(ResultTable table, string key)
    {
        _table = table;
        _at = table.Real("time_s");
        Cells names = new(table, key);
        double[] rank = table.Real("rank");
        foreach (int row in Enumerable.Range(0, table.Rows).OrderBy(row => rank[row]).ThenBy(row => _at[row]))
        {
            if (!_rows.TryGetValue(names[row], out List<int>? rows))
            {
                rows = [];
                _rows.Add(names[row], rows);
            }

            rows.Add(row);
        }

        Times = [.. _at.Distinct().Order()];
    }

    /// <summary>The names, the worst first.</summary>
    public IReadOnlyList<string> Names => [.. _rows.Keys];

    /// <summary>All moments at which any of them has a row.</summary>
    public double[] Times { get; }

    /// <summary>A column of one of them, aligned with <see cref="Times"/>; NaN where it has no row.</summary>
    public double[] Line(string name, string column)
    {
        double[] line = new double[Times.Length];
        Array.Fill(line, double.NaN);
        double[] values = _table.Real(column);
        foreach (int row in _rows[name])
        {
            line[Array.BinarySearch(Times, _at[row])] = values[row];
        }

        return line;
    }

    /// <summary>When each of them waited for a core, as a heat map with the longest wait within each column.</summary>
    public HeatMapChart Ready(string id, string title, string caption)
    {
        int group = (Times.Length + MaxColumns - 1) / MaxColumns;
        double[][] lines = [.. _rows.Keys.Select(name => Peaks(Line(name, ReadyColumn), group))];
        double most = lines.SelectMany(line => line).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new HeatMapChart
        {
            Id = id,
            Title = title,
            Caption = caption,
            Summary = "The longest wait of each: " + string.Join(", ", _rows.Keys.Select((name, i) => $"{name} {Human.WithUnit(Highest(lines[i]), "%")}")) + ".",
            Height = 110 + (22 * _rows.Count),
            Rows = [.. _rows.Keys],
            Times = [.. Times.Where((_, i) => i % group == 0)],
            // Waits that nobody notices must not look like alarms.
            Value = new ChartAxis("ready time", "%", Math.Max(LeastTopPct, Math.Ceiling(most))),
            Cells = [.. lines.SelectMany(line => line)],
        };
    }

    /// <summary>The largest of a line's values; 0 where it has none.</summary>
    public static double Highest(double[] line) => line.Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static double[] Peaks(double[] line, int group) =>
        [.. line.Chunk(group).Select(chunk => Math.Round(chunk.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(), 2))];
}
