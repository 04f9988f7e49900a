using System;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>Memory of all hosts over time: where the VMs' memory is, how short hosts were, what sharing saved, and what waiting there was.</summary>
internal static class MemorySection
{
    private const string Table = "cluster_samples";
    private const double MibToGib = 1.0 / 1024;

    private static readonly string[] Shortages = ["clear", "soft", "hard", "low"];

    public static bool IsShown(PageContext page) => page.Reader.Has(Table) && page.Reader.ColumnsOf(Table).Contains("mem_consumed_mib", StringComparer.Ordinal);

    public static void Render(PageContext page)
    {
        ResultTable table = page.Reader.Read(Table);
        if (table.Rows == 0)
        {
            page.Nothing("cluster_samples.csv has no rows.");
            return;
        }

        int[] picked = Thinning.Peaks(table.Real("mem_consumed_mib"));
        double[] times = Thinning.Take(table.Real("time_s"), picked);
        double[] Take(string column, double factor) => Thinning.Take(table.Real(column), picked, factor);
        Places(page, times, column => Take(column, MibToGib));
        page.Html.Add("<div class=\"pair\">\n");
        States(page, times, column => Take(column, 1));
        Small(page, times, "memory-saved", "Memory that sharing saves", "GiB", "Machine memory that is not needed since equal pages are kept once.", ("saved", Take("mem_shared_saved_mib", MibToGib)));
        Small(page, times, "memory-wait", "Time virtual CPUs stood still for memory", "%", "Page faults, swap and shortage, in percent of the time of all virtual CPUs.", ("waiting", Take("mem_wait_pct", 1)));
        Small(page, times, "memory-swap", "Traffic to and from the hosts' swap", "MiB/s", "Reading is what virtual CPUs wait for.", ("read", Take("mem_swap_in_mib_s", 1)), ("written", Take("mem_swap_out_mib_s", 1)));
        page.Html.Add("</div>\n");
    }

    // Guest memory by where it is: what is active is a part of what is in the machine.
    private static void Places(PageContext page, double[] times, Func<string, double[]> take)
    {
        double[] consumed = take("mem_consumed_mib");
        double[] active = [.. take("mem_active_mib").Zip(consumed, Math.Min)];
        double[] machine = [.. consumed.Zip(take("mem_free_mib"), (used, free) => used + free)];
        ChartSeries[] series =
        [
            new("active, in the machine", active, SeriesStyle.Stacked),
            new("idle, in the machine", [.. consumed.Zip(active, (all, part) => all - part)], SeriesStyle.Stacked),
            new("saved by sharing", take("mem_shared_saved_mib"), SeriesStyle.Stacked),
            new("ballooned", take("mem_ballooned_mib"), SeriesStyle.Stacked),
            new("compressed", take("mem_compressed_mib"), SeriesStyle.Stacked),
            new("swapped", take("mem_swapped_mib"), SeriesStyle.Stacked),
            new("machine memory for VMs", machine, SeriesStyle.Limit),
        ];
        page.Place(new SeriesChart
        {
            Id = "memory-places",
            Title = "Where the VMs' memory is",
            Caption = "All hosts that are on, together. What lies above the dashed line has no room in the machines: sharing, balloons, compression and swap make up for it. Memory that guests never touched is left out."
                + Thinning.Note(times.Length),
            Summary = string.Join("; ", series.Select(one => $"{one.Name}: {Extremes(one.Values, "GiB")}")) + ".",
            Height = 340,
            Times = times,
            Y = new ChartAxis("memory", "GiB"),
            Series = series,
        });
    }

    private static void States(PageContext page, double[] times, Func<string, double[]> take)
    {
        ChartSeries[] series = [.. Shortages.Select(state => new ChartSeries(state, take($"mem_{state}_pct"), SeriesStyle.Stacked))];
        page.Place(new SeriesChart
        {
            Id = "memory-states",
            Title = "Hosts short of memory, by state",
            Caption = "Clear: large pages are broken up. Soft: balloons. Hard: compression and swap. Low: VMs stand still. The rest has enough.",
            Summary = string.Join("; ", series.Select(one => $"{one.Name}: {Extremes(one.Values, "%")}")) + ".",
            Height = 230,
            Times = times,
            Y = new ChartAxis("hosts that are on", "%", 100),
            Series = series,
        });
    }

    private static void Small(PageContext page, double[] times, string id, string title, string unit, string caption, params (string Name, double[] Values)[] lines) =>
        page.Place(new SeriesChart
        {
            Id = id,
            Title = title,
            Caption = caption,
            Summary = string.Join("; ", lines.Select(line => $"{line.Name}: {Extremes(line.Values, unit)}")) + ".",
            Height = 230,
            Times = times,
            Y = new ChartAxis(title, unit),
            Series = [.. lines.Select(line => new ChartSeries(line.Name, line.Values, SeriesStyle.Line))],
        });

    private static string Extremes(double[] values, string unit)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        return known.Length == 0 ? "no values"
            : known.Min() >= known.Max() ? $"constant at {Human.WithUnit(known[0], unit)}"
            : $"between {Human.WithUnit(known.Min(), unit)} and {Human.WithUnit(known.Max(), unit)}";
    }
}
