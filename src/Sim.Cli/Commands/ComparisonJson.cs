using System.Text.Json;
using Sim.Experiments.Comparing;
using Sim.Statistics;

namespace Sim.Cli.Commands;

/// <summary>A comparison as one JSON document.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes.</summary>
    public static string Of(Comparison comparison, string name, string folder) => JsonParts.Document(json =>
    {
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
        JsonParts.WriteRemarks(json, comparison.Remarks);
    });

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
        JsonParts.WriteReal(json, "anova_p", metric.AnovaPValue);
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
        JsonParts.WriteReal(json, "p_value", found.PValue);
        JsonParts.WriteReal(json, "p_adjusted", found.AdjustedPValue);
        json.WriteString("group", found.Group);
        json.WriteString("finding", ComparisonTables.Word(found.Finding));
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, string prefix, Interval interval)
    {
        JsonParts.WriteReal(json, name, interval.Estimate);
        JsonParts.WriteReal(json, prefix + "ci_low", interval.Low);
        JsonParts.WriteReal(json, prefix + "ci_high", interval.High);
    }
}
