using System;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The whole cluster over time: CPU, utilisation, ready time, power, hosts that are on.</summary>
internal static class ClusterSection
{
    private const string Shows = "the cluster over time";
    private const double MhzToGhz = 1e-3;
    private const double WattToKilowatt = 1e-3;

    private static readonly Measure[] Measures =
    [
        new("utilisation", "Share of the CPU capacity in use", "cpu_utilisation_pct", new ChartAxis("CPU utilisation", "%", 100), SeriesStyle.Area)
        {
            Caption = "CPU granted divided by the capacity of the hosts that were on.",
        },
        new("cluster-ready", "Time virtual CPUs waited for a core", "cpu_ready_pct", new ChartAxis("ready time", "%"), SeriesStyle.Line)
        {
            Caption = "Ready time: time a virtual CPU wanted to run but had no core. Above 5 % users notice.",
        },
        new("power", "Power drawn by all hosts", "power_w", new ChartAxis("power", "kW"), SeriesStyle.Area) { Factor = WattToKilowatt },
        new("hosts-on", "Hosts switched on", "hosts_on", new ChartAxis("hosts", ""), SeriesStyle.Step),
    ];

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("cluster_samples", Shows, "time_s", "cpu_demand_mhz");
        if (table is null)
        {
            return;
        }

        double[] times = table.Real("time_s");
        if (times.Length == 0)
        {
            page.Nothing("cluster_samples.csv has no rows.");
            return;
        }

        Samples samples = new(table, times, Thinning.Peaks(table.Real("cpu_demand_mhz")));
        Cpu(page, samples);
        page.Html.Add("<div class=\"pair\">\n");
        foreach (Measure measure in Measures)
        {
            Small(page, samples, measure);
        }

        page.Html.Add("</div>\n");
    }

    private static void Cpu(PageContext page, Samples samples)
    {
        (string Column, string Name, SeriesStyle Style)[] wanted =
        [
            ("cpu_demand_mhz", "demand", SeriesStyle.Line),
            ("cpu_granted_mhz", "granted", SeriesStyle.Area),
            ("cpu_capacity_mhz", "capacity of hosts that are on", SeriesStyle.Limit),
        ];
        ChartSeries[] series = [.. wanted.Where(w => samples.Has(w.Column)).Select(w => new ChartSeries(w.Name, samples.Take(w.Column, MhzToGhz), w.Style))];
        page.Place(new SeriesChart
        {
            Id = "cpu",
            Title = "CPU asked for, granted and available",
            Caption = "Where demand rises above what is granted, virtual CPUs had to wait; where it stays far below capacity, hosts could be switched off."
                + Thinning.Note(samples.Count),
            Summary = string.Join("; ", series.Select(s => Sentence(s, samples.Times, "GHz"))) + ".",
            Height = 340,
            Times = samples.Times,
            Y = new ChartAxis("CPU", "GHz"),
            Series = series,
        });
    }

    private static void Small(PageContext page, Samples samples, Measure measure)
    {
        if (!samples.Has(measure.Column))
        {
            page.Nothing($"cluster_samples.csv has no column {measure.Column}.");
            return;
        }

        ChartSeries series = new(measure.Axis.Title, samples.Take(measure.Column, measure.Factor), measure.Style);
        page.Place(new SeriesChart
        {
            Id = measure.Id,
            Title = measure.Title,
            Caption = measure.Caption,
            Summary = Sentence(series, samples.Times, measure.Axis.Unit) + ".",
            Height = 230,
            Times = samples.Times,
            Y = measure.Axis,
            Series = [series],
        });
    }

    private static string Sentence(ChartSeries series, double[] times, string unit)
    {
        double[] known = [.. series.Values.Where(double.IsFinite)];
        if (known.Length == 0)
        {
            return $"{series.Name}: no values";
        }

        double max = known.Max();
        string when = Human.Moment(times[Array.IndexOf(series.Values, max)]);
        string extremes = known.Min() >= max
            ? $"constant at {Human.WithUnit(max, unit)}"
            : $"between {Human.WithUnit(known.Min(), unit)} and {Human.WithUnit(max, unit)}, the highest at {when} after the start";
        return $"{series.Name}: {extremes}";
    }

    /// <summary>A column of the cluster's samples and the small chart it gets.</summary>
    private sealed record Measure(string Id, string Title, string Column, ChartAxis Axis, SeriesStyle Style)
    {
        public string Caption { get; init; } = "";

        public double Factor { get; init; } = 1;
    }

    private sealed class Samples(ResultTable table, double[] times, int[] picked)
    {
        public int Count => times.Length;

        public double[] Times { get; } = Thinning.Take(times, picked);

        public bool Has(string column) => table.Has(column);

        public double[] Take(string column, double factor) => Thinning.Take(table.Real(column), picked, factor);
    }
}
