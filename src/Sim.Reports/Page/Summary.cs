using System;
using System.Collections.Generic;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The rows of <c>summary.csv</c> by metric.</summary>
internal sealed class Summary
{
    private readonly OrderedDictionary<string, (double Value, string Unit)> _metrics = new(StringComparer.Ordinal);

    /// <summary>Whether there is any figure.</summary>
    public bool IsEmpty => _metrics.Count == 0;

    /// <summary>All metrics in the file's order.</summary>
    public IEnumerable<string> Metrics => _metrics.Keys;

    /// <summary>A metric's value; NaN where the run has none.</summary>
    public double this[string metric] => _metrics.TryGetValue(metric, out (double Value, string Unit) found) ? found.Value : double.NaN;

    /// <summary>Reads the table, or nothing where the folder has none of that shape.</summary>
    public static Summary Read(ResultReader reader)
    {
        Summary summary = new();
        if (!reader.Has("summary"))
        {
            return summary;
        }

        ResultTable table = reader.Read("summary", "metric", "value", "unit");
        if (table.Has("metric", "value", "unit"))
        {
            Cells metric = new(table, "metric");
            Cells unit = new(table, "unit");
            for (int row = 0; row < table.Rows; row++)
            {
                summary._metrics.TryAdd(metric[row], (table.Real("value")[row], unit[row]));
            }
        }

        return summary;
    }

    /// <summary>Whether the run has all of these metrics.</summary>
    public bool Has(params ReadOnlySpan<string> metrics)
    {
        foreach (string metric in metrics)
        {
            if (double.IsNaN(this[metric]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A metric with its unit, for people.</summary>
    public string Show(string metric) =>
        _metrics.TryGetValue(metric, out (double Value, string Unit) found) ? Human.WithUnit(found.Value, found.Unit) : Human.None;
}
