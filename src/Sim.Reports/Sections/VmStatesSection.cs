using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>What each VM's vCPUs did with their time, from the table <c>vm_scheduling</c> of event runs.</summary>
internal static class VmStatesSection
{
    private const string TableName = "vm_scheduling";
    private const int MostBars = 40;
    private const int HeightOfBar = 20;
    private const int HeightOfFrame = 90;

    private const string Latest = "cpu_swapwait_pct"; // results written before there was memory at event resolution have none

    // In the order of TimelineStates.All, as the timeline has them.
    private static readonly string[] Columns = ["cpu_run_pct", "cpu_ready_pct", "cpu_costop_pct", "cpu_capped_pct", "cpu_blocked_pct", Latest];
    private static readonly string[] Tones = ["good", "warning", "odd", "alert", "calm", "late"];

    public static bool IsShown(PageContext page) => page.Reader.Has(TableName);

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table(TableName, "what vCPUs did", ["vm", "steal_pct", .. Columns.Where(column => column != Latest)]);
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("No VM ran.");
            return;
        }

        page.Place(Chart(table));
    }

    private static ShareChart Chart(ResultTable table)
    {
        Cells names = new(table, "vm");
        double[] steal = table.Real("steal_pct");
        double[][] all = [.. Columns.Select(column => table.Has(column) ? table.Real(column) : new double[table.Rows])];
        IEnumerable<int> rows = Enumerable.Range(0, table.Rows);
        int[] shown = [.. table.Rows <= MostBars ? rows : rows.OrderByDescending(row => steal[row]).Take(MostBars)];
        // A state that no vCPU was in would only lengthen the legend.
        int[] states = [.. Enumerable.Range(0, Columns.Length).Where(state => Array.Exists(all[state], value => value > 0))];
        string which = shown.Length < table.Rows ? $" Of {Human.Count(table.Rows, "VM")}, the {Human.Number(shown.Length)} that waited most." : "";
        int worst = rows.MaxBy(row => steal[row]);
        return new ShareChart
        {
            Id = "vm-states",
            Title = "How the time of each VM's vCPUs was spent",
            Caption = "Run: on a pCPU. Ready: it could run and waited for a pCPU. Costop: held back for its VM's other vCPUs. Capped: its limit was used up. Blocked: nothing to do. Swapwait: it waited for a page of its memory." + which,
            Summary = $"{names[worst]} waited most: {string.Join(", ", states.Select(state => $"{TimelineStates.All[state]} {Human.WithUnit(all[state][worst], "%")}"))} of its vCPUs' time.",
            Height = HeightOfFrame + (HeightOfBar * shown.Length),
            Names = [.. shown.Select(row => names[row])],
            Parts = [.. states.Select(state => new GanttKey(TimelineStates.All[state], Tones[state]))],
            X = new ChartAxis("time of its vCPUs", "%", 100),
            Values = [.. shown.SelectMany(row => states.Select(state => all[state][row]))],
        };
    }
}
