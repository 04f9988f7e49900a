using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Sim.Traces.Scheduling;

/// <summary>Writes a summary as plain text of at most 120 columns.</summary>
public static class SchedulingSummaryText
{
    private const int MostCpus = 16;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The text, with LF after each line.</summary>
    public static string Render(SchedulingSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        StringBuilder text = new();
        text.Append(Invariant, $"input            {summary.Path}  {summary.Bytes} B  sha256 {summary.Sha256}\n");
        text.Append(Invariant, $"format           {summary.Format}, a scheduling trace\n");
        text.Append(Invariant, $"span             {summary.SpanSeconds:0.######} s from the first switch to the last\n");
        text.Append(Invariant, $"CPUs             {summary.Cpus.Count}, busy {summary.BusyPct:0.##} %\n");
        text.Append(Invariant, $"tasks            {summary.Tasks}  ({summary.Exited} exited)\n");
        text.Append(Invariant, $"events           {summary.Switches} switches, {summary.Wakeups} wake-ups, {summary.Wakings} begun wake-ups, {summary.OtherEvents} others\n");
        text.Append(Invariant, $"gaps             {summary.ChainBreaks} broken chains, {summary.LostEvents} events lost by the recorder, ")
            .Append(Invariant, $"{summary.UnseenWakeups} wake-ups not seen, {summary.Skipped} faulty rows skipped\n");
        text.Append(Kvm(summary.KvmVcpus));
        text.Append(Invariant, $"\ncycles           {summary.Cycles} of run and sleep;  least/q25/50/75/95/largest\n");
        text.Append(Invariant, $"  run us         {Quantiles(summary.RunUs)}\n");
        text.Append(Invariant, $"  sleep us       {Quantiles(summary.SleepUs)}\n");
        Cpus(text, summary.Cpus);
        text.Append("\nbusiest tasks\n");
        Tasks(text, summary.Busiest);
        if (summary.KvmVcpus.Count > 0)
        {
            text.Append("\nvCPU threads (ready is what the guest sees as steal)\n");
            Tasks(text, summary.KvmVcpus);
        }

        return text.ToString();
    }

    private static string Kvm(IReadOnlyList<SchedulingTaskSummary> vcpus) => vcpus.Count == 0
        ? "KVM              no vCPU threads\n"
        : string.Create(Invariant, $"KVM              {vcpus.Count} vCPU threads: this is the host of KVM guests\n");

    private static string Quantiles(IReadOnlyList<double> values) =>
        values.Count == 0 ? "-" : string.Join("/", values.Select(value => value.ToString("0.###", Invariant)));

    private static void Cpus(StringBuilder text, IReadOnlyList<SchedulingCpu> cpus)
    {
        text.Append(Invariant, $"\n{"CPU",6} {"busy %",8} {"switches",10} {"broken",7}\n");
        foreach (SchedulingCpu cpu in cpus.Take(MostCpus))
        {
            text.Append(Invariant, $"{cpu.Id,6} {cpu.BusyShare * 100,8:0.00} {cpu.Switches,10} {cpu.ChainBreaks,7}\n");
        }

        if (cpus.Count > MostCpus)
        {
            text.Append(Invariant, $"  and {cpus.Count - MostCpus} more\n");
        }
    }

    private static void Tasks(StringBuilder text, IReadOnlyList<SchedulingTaskSummary> tasks)
    {
        text.Append(Invariant, $"{"tid",8}  {"name",-16} {"nice",5} {"running ms",12} {"ready ms",12} {"cycles",8}\n");
        foreach (SchedulingTaskSummary task in tasks)
        {
            string nice = task.Nice?.ToString(Invariant) ?? "-";
            text.Append(Invariant, $"{task.Tid,8}  {Printable(task.Comm),-16} {nice,5} {task.RunningMs,12:0.000} {task.ReadyMs,12:0.000} {task.Cycles,8}\n");
        }
    }

    private static string Printable(string name) =>
        new(Array.ConvertAll(name.ToCharArray(), c => char.IsControl(c) ? '?' : c));
}
