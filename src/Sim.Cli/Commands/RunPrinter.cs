using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Experiments.Judging;
using Sim.Kernel.Results;
using Sim.Reports;

namespace Sim.Cli.Commands;

/// <summary>Prints what a run found: a few lines for a person, or JSON.</summary>
internal static class RunPrinter
{
    private static readonly string[] Headline =
    [
        "hosts_used", "vms_placed", "vms_unplaced", "cpu_utilisation_pct", "cpu_ready_pct", "cpu_ready_pct_p95", "energy_kwh",
        "power_w_max", "mem_consumed_mib", "mem_shared_saved_mib", "mem_ballooned_mib", "mem_compressed_mib", "mem_swapped_mib", "mem_slowdown",
        "mem_lost_pct", "duration_h",
    ];

    /// <summary>Prints one JSON document, or several as a list.</summary>
    public static void PrintJson(TextWriter output, IReadOnlyList<string> documents)
    {
        if (documents.Count > 0)
        {
            output.WriteLine(documents.Count == 1 ? documents[0] : "[" + string.Join(",\n", documents) + "]");
        }
    }

    /// <summary>Prints a run for a person.</summary>
    public static void Print(TextWriter output, ExperimentOutcome outcome, RunManifest manifest, string folder, bool report, bool stats)
    {
        TextTable.Print(output, [manifest.Name, ">value", "unit"], Headline
            .SelectMany(name => outcome.Summary.Where(metric => metric.Name == name))
            .Select(metric => new[] { metric.Name, Numbers.Text(metric.Value), metric.Unit }));
        foreach (SloResult slo in outcome.Slos)
        {
            output.WriteLine($"{(slo.Met ? "met    " : "MISSED ")} {slo.Slo}  (found {(double.IsNaN(slo.Value) ? "nothing to judge" : Numbers.Text(slo.Value))})");
        }

        foreach (Remark remark in outcome.Remarks)
        {
            output.WriteLine($"{remark.Severity} {remark.Id}: {remark.Text}");
        }

        if (stats)
        {
            PrintStatistics(output, manifest.Statistics);
        }

        output.WriteLine("results: " + (report ? Path.Combine(folder, ReportBuilder.FileName) : folder));
    }

    private static void PrintStatistics(TextWriter output, RunStatistics statistics)
    {
        output.WriteLine();
        IEnumerable<string[]> rows = statistics.Phases.Select(phase => new[]
        {
            phase.Name, Numbers.Text(phase.Seconds), Numbers.Bytes(phase.AllocatedBytes),
        });
        TextTable.Print(output, ["phase", ">wall s", ">allocated"], rows);
        double simulating = statistics.Phases.Where(phase => phase.Name == "simulate").Sum(phase => phase.Seconds);
        output.WriteLine($"wall {Numbers.Text(statistics.WallSeconds)} s, CPU {Numbers.Text(statistics.CpuSeconds)} s since the process began, "
            + $"{Numbers.Text(statistics.VmSamples)} VM-samples at {Numbers.Text(simulating > 0 ? statistics.VmSamples / simulating / 1e6 : 0)} M/s, "
            + $"allocated {Numbers.Bytes(statistics.AllocatedBytes)}, peak memory {Numbers.Bytes(statistics.PeakMemoryBytes)}");
    }

    /// <summary>What a run found, for programs.</summary>
    public static string Json(ExperimentOutcome outcome, RunManifest manifest, string folder) => JsonParts.Document(json =>
    {
        json.WriteString("name", manifest.Name);
        json.WriteString("folder", folder);
        json.WriteStartObject("summary");
        foreach (Metric metric in outcome.Summary)
        {
            JsonParts.WriteReal(json, metric.Name, metric.Value);
        }

        json.WriteEndObject();
        WriteJudgement(json, outcome);
        WriteStatistics(json, manifest.Statistics);
    });

    private static void WriteStatistics(Utf8JsonWriter json, RunStatistics statistics)
    {
        json.WriteStartObject("stats");
        json.WriteNumber("wall_s", statistics.WallSeconds);
        json.WriteNumber("cpu_s", statistics.CpuSeconds);
        json.WriteNumber("vm_samples", statistics.VmSamples);
        json.WriteNumber("allocated_bytes", statistics.AllocatedBytes);
        json.WriteNumber("peak_memory_bytes", statistics.PeakMemoryBytes);
        foreach (PhaseTime phase in statistics.Phases)
        {
            json.WriteNumber(phase.Name + "_s", phase.Seconds);
        }

        json.WriteEndObject();
    }

    private static void WriteJudgement(Utf8JsonWriter json, ExperimentOutcome outcome)
    {
        json.WriteStartArray("slos");
        foreach (SloResult slo in outcome.Slos)
        {
            json.WriteStartObject();
            json.WriteString("slo", slo.Slo);
            JsonParts.WriteReal(json, "value", slo.Value);
            json.WriteBoolean("met", slo.Met);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonParts.WriteRemarks(json, outcome.Remarks);
    }
}
