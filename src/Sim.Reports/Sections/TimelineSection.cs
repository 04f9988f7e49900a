using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;
using Sim.Reports.Timeline;

namespace Sim.Reports.Sections;

/// <summary>Gantt charts of the table <c>timeline</c>: pCPUs by VM, vCPUs by state. There only where the run recorded one.</summary>
internal static class TimelineSection
{
    private const int MostBars = 12_000;
    private const int LaneHeight = 20;
    private const int Frame = 110;
    private const int MaxHeight = 900;
    private const double NanosecondsPerSecond = 1e9;
    private const double NanosecondsPerMicrosecond = 1e3;

    private static readonly string[] Tones = ["good", "warning", "odd", "alert", "calm", "late"];

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("timeline", "who ran when", "time_s", "duration_us", "vcpu", "vm", "pcpu", "state");
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("timeline.csv has no rows: nothing happened in the time that was recorded.");
            return;
        }

        List<TimelineRow> rows = Rows(table);
        List<TimelineRow> shown = [.. rows.OrderBy(row => row.FromNs).Take(MostBars)];
        if (shown.Count < rows.Count)
        {
            page.Html.Add($"<p class=\"fine\">The first {Human.Number(shown.Count)} of {Human.Number(rows.Count)} states are drawn; timeline.csv has all.</p>\n");
        }

        if (File.Exists(Path.Combine(page.Reader.Folder, TimelineWriter.FileName)))
        {
            page.Html.Add($"<p class=\"fine\">{TimelineWriter.FileName} in the result folder shows the same with arrows from waker to woken: open it in ui.perfetto.dev or chrome://tracing.</p>\n");
        }

        double end = shown.Max(row => row.ToNs);
        double origin = rows.Min(row => row.Seconds);
        page.Place(Pcpus(shown, origin, end));
        page.Place(Vcpus(shown, origin, end));
    }

    private static List<TimelineRow> Rows(ResultTable table)
    {
        Cells vms = new(table, "vm");
        Cells indices = new(table, "vcpu");
        Cells pcpus = new(table, "pcpu");
        Cells states = new(table, "state");
        double[] at = table.Real("time_s");
        double[] lasts = table.Real("duration_us");
        double origin = at.Min();
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(i => new TimelineRow(
                at[i],
                Math.Round((at[i] - origin) * NanosecondsPerSecond),
                Math.Round(((at[i] - origin) * NanosecondsPerSecond) + (lasts[i] * NanosecondsPerMicrosecond)),
                vms[i],
                $"{vms[i]}/{indices[i]}",
                pcpus[i],
                states[i])),
        ];
    }

    private static GanttChart Pcpus(List<TimelineRow> rows, double origin, double end)
    {
        TimelineRow[] runs = [.. rows.Where(row => row.Pcpu.Length > 0)];
        string[] lanes = [.. Ordered(runs.Select(row => row.Pcpu))];
        string[] vms = [.. Ordered(rows.Select(row => row.Vm))];
        double[] busy = [.. lanes.Select(lane => runs.Where(row => row.Pcpu.Equals(lane, StringComparison.Ordinal)).Sum(row => row.ToNs - row.FromNs) / end * 100)];
        string words = busy.Length == 0 ? "No vCPU ran." : $"{Human.Count(lanes.Length, "pCPU")}; the busiest, {lanes[Array.IndexOf(busy, busy.Max())]}, ran a vCPU for {Human.WithUnit(busy.Max(), "%")} of the time, the least busy for {Human.WithUnit(busy.Min(), "%")}.";
        return Chart(
            "timeline-pcpus", "Which VM each pCPU ran", "One lane a pCPU; the colour is the VM, a gap is idle time. To look closer, drag the ends of the bar under the axis, or turn the wheel with Ctrl held.", words,
            runs, lanes, [.. vms.Select(vm => new GanttKey(vm, "series"))], row => (row.Pcpu, row.Vm), origin, end);
    }

    private static GanttChart Vcpus(List<TimelineRow> rows, double origin, double end)
    {
        string[] lanes = [.. Ordered(rows.Select(row => row.Vcpu))];
        double total = rows.Sum(row => row.ToNs - row.FromNs);
        string[] states = [.. TimelineStates.All.Where(state => rows.Exists(row => row.State.Equals(state, StringComparison.Ordinal)))];
        IEnumerable<string> shares = states.Select(state => string.Create(
            CultureInfo.InvariantCulture,
            $"{state} {Human.WithUnit(rows.Where(row => row.State.Equals(state, StringComparison.Ordinal)).Sum(row => row.ToNs - row.FromNs) / total * 100, "%")}"));
        return Chart(
            "timeline-vcpus", "What each vCPU did", "One lane a vCPU. Ready: it could run and waits for a pCPU. Costop: it waits for its VM's other vCPUs. Capped: its limit is used up.",
            $"{Human.Count(lanes.Length, "vCPU")}; of all their time: {string.Join(", ", shares)}.",
            [.. rows.Where(row => states.Contains(row.State, StringComparer.Ordinal))],
            lanes,
            [.. TimelineStates.All.Zip(Tones, (state, tone) => new GanttKey(state, tone)).Where(key => states.Contains(key.Name, StringComparer.Ordinal))],
            row => (row.Vcpu, row.State), origin, end);
    }

    private static GanttChart Chart(
        string id, string title, string caption, string words, TimelineRow[] rows, string[] lanes, GanttKey[] keys,
        Func<TimelineRow, (string Lane, string Key)> place, double origin, double end)
    {
        OrderedDictionary<string, int> laneOf = Index(lanes);
        OrderedDictionary<string, int> keyOf = Index(keys.Select(key => key.Name));
        return new GanttChart
        {
            Id = id,
            Title = title,
            Caption = caption,
            Summary = words,
            Height = Math.Min(MaxHeight, Frame + (lanes.Length * LaneHeight)),
            Lanes = lanes,
            Keys = keys,
            Origin = origin,
            Span = end,
            Lane = [.. rows.Select(row => (double)laneOf[place(row).Lane])],
            Key = [.. rows.Select(row => (double)keyOf[place(row).Key])],
            From = [.. rows.Select(row => row.FromNs)],
            To = [.. rows.Select(row => row.ToNs)],
        };
    }

    private static OrderedDictionary<string, int> Index(IEnumerable<string> names)
    {
        OrderedDictionary<string, int> index = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            index.TryAdd(name, index.Count);
        }

        return index;
    }

    /// <summary>Names in order, numbers within them by value: <c>vm/2</c> before <c>vm/10</c>.</summary>
    private static IEnumerable<string> Ordered(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Order(StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering));

    private sealed record TimelineRow(double Seconds, double FromNs, double ToNs, string Vm, string Vcpu, string Pcpu, string State);
}
