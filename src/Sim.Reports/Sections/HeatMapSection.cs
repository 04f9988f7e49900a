using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>CPU utilisation of each host over time, the busiest at the top.</summary>
internal static class HeatMapSection
{
    private const int RowHeight = 18;
    private const int Frame = 130;
    private const int MaxHeight = 620;

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("host_heatmap", "the load of every host", "host", "time_s", "cpu_utilisation_pct");
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("host_heatmap.csv has no rows: no host was on.");
            return;
        }

        OrderedDictionary<string, int> rows = Index(new Cells(table, "host"), table.Rows);
        double[] times = [.. table.Real("time_s").Distinct().Order()];
        double[] cells = Fill(table, rows, times);
        page.Place(new HeatMapChart
        {
            Id = "heatmap",
            Title = "CPU utilisation of every host, the busiest at the top",
            Caption = "One row a host, or a group of hosts where there are many; one column a stretch of time. Orange and red rows are close to full; an empty cell means that the host was off.",
            Summary = Words([.. rows.Keys], cells, times.Length),
            Height = Math.Min(MaxHeight, Frame + (rows.Count * RowHeight)),
            Rows = [.. rows.Keys],
            Times = times,
            Value = new ChartAxis("CPU utilisation", "%", 100),
            Cells = cells,
        });
    }

    private static OrderedDictionary<string, int> Index(Cells names, int count)
    {
        OrderedDictionary<string, int> index = new(StringComparer.Ordinal);
        for (int row = 0; row < count; row++)
        {
            index.TryAdd(names[row], index.Count);
        }

        return index;
    }

    private static double[] Fill(ResultTable table, OrderedDictionary<string, int> rows, double[] times)
    {
        double[] cells = new double[rows.Count * times.Length];
        Array.Fill(cells, double.NaN);
        Cells names = new(table, "host");
        double[] at = table.Real("time_s");
        double[] values = table.Real("cpu_utilisation_pct");
        for (int i = 0; i < table.Rows; i++)
        {
            // Finer than a tenth of a percent is not a colour.
            cells[(rows[names[i]] * times.Length) + Array.BinarySearch(times, at[i])] = Math.Round(values[i], 1);
        }

        return cells;
    }

    private static string Words(string[] rows, double[] cells, int columns)
    {
        double[] means = [.. Enumerable.Range(0, rows.Length).Select(row => Mean(cells.AsSpan(row * columns, columns)))];
        int busiest = Array.IndexOf(means, means.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max());
        string most = busiest < 0 ? "" : $" The busiest, {rows[busiest]}, averages {Human.WithUnit(means[busiest], "%")}.";
        int full = means.Count(mean => mean >= 90);
        return $"{Human.Count(rows.Length, "row")} of hosts over time.{most} {(full == 0 ? "None" : Human.Number(full))} of them average 90 % or more.";
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
