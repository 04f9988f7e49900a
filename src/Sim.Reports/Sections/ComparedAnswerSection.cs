using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>In which metrics each variant differs from the first, largest ratios first.</summary>
internal static class ComparedAnswerSection
{
    private const int MostNamed = 4;

    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page) is not { } compared)
        {
            return;
        }

        string runs = Human.Count(compared.Replications, "replication");
        page.Html.Add($"<p>{Human.Number(compared.Variants.Count)} variants, {runs} of each on the same seeds. Compared with <strong>{compared.Variants[0]}</strong>:</p>\n<ul>\n");
        for (int v = 1; v < compared.Variants.Count; v++)
        {
            page.Html.Add($"<li><strong>{compared.Variants[v]}</strong> {Sentence(compared, v)}</li>\n");
        }

        page.Html.Add("</ul>\n");
    }

    private static string Sentence(ComparedMetrics compared, int variant)
    {
        if (compared.Varying.All(metric => metric.Variants[variant].Finding is "identical"))
        {
            return "is identical in every metric and every replication.";
        }

        if (compared.Replications < 2)
        {
            return "ran once only, so that a difference cannot be told from chance.";
        }

        ComparedMetric[] differing = [.. compared.Varying.Where(metric => metric.Variants[variant].Differs)];
        return differing.Length == 0
            ? $"shows no significant difference in any of {Human.Count(compared.Varying.Count, "metric")}."
            : $"differs in {Human.Number(differing.Length)} of {Human.Count(compared.Varying.Count, "metric")} that tell variants apart: {Largest(differing, variant)}.";
    }

    private static string Largest(IEnumerable<ComparedMetric> differing, int variant)
    {
        ComparedMetric[] sorted = [.. differing.OrderByDescending(metric => Math.Abs(Ratio(metric, variant)))];
        string named = string.Join(", ", sorted.Take(MostNamed).Select(metric => $"{metric.Name} {Change(metric, variant)}"));
        return sorted.Length > MostNamed ? named + ", and less in others" : named;
    }

    private static double Ratio(ComparedMetric metric, int variant) => metric.Variants[variant].Difference / Math.Abs(metric.Variants[0].Mean);

    private static string Change(ComparedMetric metric, int variant)
    {
        double difference = metric.Variants[variant].Difference;
        double ratio = Ratio(metric, variant);
        string sign = difference > 0 ? "+" : "";
        return $"{sign}{Human.WithUnit(difference, metric.Unit)}{(double.IsFinite(ratio) ? $" ({sign}{Human.Number(ratio * 100)}\u00a0%)" : "")}";
    }
}
