using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The time lines of a few VMs or hosts, in order of rank: the rows of <c>worst_vms.csv</c> or <c>worst_hosts.csv</c>.</summary>
internal sealed class TimeLines
{
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

    /// <summary>The lines of all names as a chart's series, thinned where there are many moments.</summary>
    public (double[] Times, ChartSeries[] Series) Chart(string column)
    {
        double[][] lines = [.. _rows.Keys.Select(name => Line(name, column))];
        double[] highest = [.. Enumerable.Range(0, Times.Length).Select(i => lines.Max(line => double.IsNaN(line[i]) ? 0 : line[i]))];
        int[] picked = Thinning.Peaks(highest);
        ChartSeries[] series = [.. _rows.Keys.Select((name, i) => new ChartSeries(name, Thinning.Take(lines[i], picked)))];
        return (Thinning.Take(Times, picked), series);
    }
}
