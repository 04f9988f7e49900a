using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Experiments.Comparing;
using Sim.Kernel.Results;
using Sim.Statistics;

namespace Sim.Cli.Commands;

/// <summary>A comparison as one JSON document.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes.</summary>
    public static string Of(Comparison comparison, string name, string folder)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("folder", folder);
            json.WriteNumber("confidence", comparison.Confidence);
            json.WriteNumber("replications", comparison.Seeds.Count);
            WriteLists(json, comparison);
            json.WriteStartArray("metrics");
            foreach (MetricComparison metric in comparison.Metrics)
            {
                WriteMetric(json, comparison, metric);
            }

            json.WriteEndArray();
            WriteRemarks(json, comparison);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteLists(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartArray("seeds");
        foreach (long seed in comparison.Seeds)
        {
            json.WriteNumberValue(seed);
        }

        json.WriteEndArray();
        json.WriteStartArray("variants");
        foreach (Variant variant in comparison.Variants)
        {
            json.WriteStringValue(variant.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("imprecise");
        foreach (string mean in comparison.Imprecise)
        {
            json.WriteStringValue(mean);
        }

        json.WriteEndArray();
    }

    private static void WriteMetric(Utf8JsonWriter json, Comparison comparison, MetricComparison metric)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric.Metric.Name);
        json.WriteString("unit", metric.Metric.Unit);
        json.WriteBoolean("constant", metric.IsConstant);
        WriteReal(json, "anova_p", metric.AnovaPValue);
        json.WriteStartArray("variants");
        for (int v = 0; v < comparison.Variants.Count; v++)
        {
            WriteFinding(json, comparison.Variants[v].Name, metric.Findings[v]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, string variant, VariantFinding found)
    {
        json.WriteStartObject();
        json.WriteString("variant", variant);
        WriteInterval(json, "mean", "", found.Mean);
        WriteInterval(json, "difference", "difference_", found.Difference);
        WriteReal(json, "p_value", found.PValue);
        WriteReal(json, "p_adjusted", found.AdjustedPValue);
        json.WriteString("group", found.Group);
        json.WriteString("finding", ComparisonTables.Word(found.Finding));
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, string prefix, Interval interval)
    {
        WriteReal(json, name, interval.Estimate);
        WriteReal(json, prefix + "ci_low", interval.Low);
        WriteReal(json, prefix + "ci_high", interval.High);
    }

    private static void WriteRemarks(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartArray("remarks");
        foreach (Remark remark in comparison.Remarks)
        {
            json.WriteStartObject();
            json.WriteString("id", remark.Id);
            json.WriteString("severity", remark.Severity);
            json.WriteString("text", remark.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // JSON has no word for "not a number" or infinity.
    private static void WriteReal(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
