using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Every metric that varies in every variant: mean, difference to the first, and how sure that is.</summary>
internal static class ComparedTableSection
{
    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page) is not { } compared)
        {
            return;
        }

        if (compared.Varying.Count > 0)
        {
            Legend(page.Html, compared);
            DataTable.Begin(page.Html, "Metrics of the variants", "metric", "variant", "#mean", "#difference", "#change", "#p", "group");
            foreach (ComparedMetric metric in compared.Varying)
            {
                Rows(page.Html, metric);
            }

            DataTable.End(page.Html);
        }

        OfSeed(page.Html, [.. compared.All.Where(metric => metric.IsOfSeed)]);
        Constant(page.Html, [.. compared.All.Where(metric => metric.IsConstant)]);
    }

    private static void Legend(Html html, ComparedMetrics compared)
    {
        if (compared.Replications < 2)
        {
            html.Add("<p>One replication: no intervals, and no way to tell a difference from chance.</p>\n");
            return;
        }

        string confidence = ComparedCharts.Percent(compared.Confidence);
        html.Add($"<p>±: {confidence} confidence; of the differences, for all variants of a metric at once (paired t, Bonferroni). ")
            .Add("p: paired t test against the first variant, corrected for the number of variants (Holm) but not for that of metrics: of twenty metrics that do not differ, one seems to at 0.05. Bold is significant. ")
            .Add($"Group: variants that share no letter differ at {confidence} (analysis of variance blocked by replication, Tukey). ")
            .Add("“Always” is the same difference in every replication, which leaves no error to test against.</p>\n");
    }

    private static void Rows(Html html, ComparedMetric metric)
    {
        for (int v = 0; v < metric.Variants.Count; v++)
        {
            ComparedVariant one = metric.Variants[v];
            html.Add("<tr>");
            if (v == 0)
            {
                html.Add($"<th scope=\"rowgroup\" rowspan=\"{metric.Variants.Count}\">{metric.Name}<br><span class=\"id\">{metric.Unit}</span></th>");
            }

            html.Add($"<td class=\"inner\">{one.Variant}</td><td class=\"num\">{Human.Number(one.Mean)}{ComparedCharts.Within(one.Low, one.High)}</td>");
            html.Add($"<td class=\"num\">{Difference(one)}</td><td class=\"num\">{Change(metric, one)}</td>");
            html.Add($"<td class=\"num\">{(one.Differs ? "" : Found(one))}");
            if (one.Differs)
            {
                html.Add($"<strong>{Found(one)}</strong>");
            }

            html.Add($"</td><td>{one.Group}</td></tr>\n");
        }
    }

    private static string Difference(ComparedVariant one) => one.Finding is "baseline" or "identical" || double.IsNaN(one.Difference)
        ? ""
        : Signed(one.Difference) + ComparedCharts.Within(one.DifferenceLow, one.DifferenceHigh);

    private static string Change(ComparedMetric metric, ComparedVariant one)
    {
        double change = 100 * one.Difference / System.Math.Abs(metric.Variants[0].Mean);
        return one.Finding is "baseline" or "identical" || !double.IsFinite(change) ? "" : Signed(change) + " %";
    }

    private static string Signed(double value) => (value > 0 ? "+" : "") + Human.Number(value);

    // Where there is nothing to test the word stands for the number.
    private static string Found(ComparedVariant one) => one.Finding is "differs" or "not-shown" ? ComparedCharts.PValue(one.P) : one.Finding;

    private static void OfSeed(Html html, ComparedMetric[] alike)
    {
        if (alike.Length > 0)
        {
            IEnumerable<string> values = alike.Select(metric => $"{metric.Name} {Human.Number(metric.Variants[0].Mean)}{ComparedCharts.Within(metric.Variants[0].Low, metric.Variants[0].High)} {metric.Unit}".TrimEnd());
            html.Add($"<p>Identical in every variant, and different from seed to seed only: {string.Join(", ", values)}.</p>\n");
        }
    }

    private static void Constant(Html html, ComparedMetric[] constant)
    {
        if (constant.Length > 0)
        {
            IEnumerable<string> values = constant.Select(metric => $"{metric.Name} {Human.WithUnit(metric.Variants[0].Mean, metric.Unit)}");
            html.Add($"<p>The same in every run: {string.Join(", ", values)}.</p>\n");
        }
    }
}
