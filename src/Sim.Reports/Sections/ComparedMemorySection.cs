using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Slowdown, and what memory is saved how, over the number that the variants differ in: an overcommit ratio, mostly.</summary>
internal static class ComparedMemorySection
{
    private const string Lost = "mem_lost_pct";

    private static readonly (string Metric, string Name)[] Saved =
    [
        ("mem_shared_saved_mib", "shared"), ("mem_ballooned_mib", "ballooned"), ("mem_compressed_mib", "compressed"), ("mem_swapped_mib", "swapped"),
    ];

    public static bool IsShown(PageContext page) =>
        page.Reader.Has(ComparedMetrics.TableName) && ComparedMetrics.Read(page) is { } compared && compared.Find(Lost) is not null && Ratios(compared.Variants) is not null;

    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page) is not { } compared || Ratios(compared.Variants) is not { } ratios)
        {
            return;
        }

        string varied = compared.Variants[0].Split('=')[0];
        page.Html.Add("<div class=\"pair\">\n");
        Band(page, compared, ratios, varied, Lost, "memory-lost", "Work that memory left no time for", "%");
        Band(page, compared, ratios, varied, "mem_slowdown_p95", "memory-slowdown", "How many times slower the slowest twentieth of VMs is, at least", "");
        page.Html.Add("</div>\n");
        ChartCurve[] curves =
        [
            .. Saved.Where(saved => compared.Find(saved.Metric) is not null)
                .Select(saved => new ChartCurve(saved.Name, ratios, Values(compared.Find(saved.Metric)!, one => one.Mean / 1024))),
        ];
        page.Place(new CurveChart
        {
            Id = "memory-savings",
            Title = "What is got out of the machines, and how",
            Caption = "Mean over the run, all hosts together.",
            Summary = string.Join("; ", curves.Select(curve => $"{curve.Name}: {Human.WithUnit(curve.Ys[0], "GiB")} to {Human.WithUnit(curve.Ys[^1], "GiB")}")) + ".",
            X = new ChartAxis(varied, ""),
            Y = new ChartAxis("memory", "GiB"),
            Curves = curves,
        });
    }

    private static void Band(PageContext page, ComparedMetrics compared, double[] ratios, string varied, string metric, string id, string title, string unit)
    {
        if (compared.Find(metric) is not { } found || found.Variants.Any(one => !double.IsFinite(one.Mean)))
        {
            page.Nothing($"{metric} is not known of every variant.");
            return;
        }

        List<ChartCurve> curves = [new("mean", ratios, Values(found, one => one.Mean))];
        if (found.Variants.All(one => double.IsFinite(one.Low) && double.IsFinite(one.High)) && found.Variants.Any(one => one.High > one.Low))
        {
            curves.Add(new ChartCurve("lower end of its interval", ratios, Values(found, one => one.Low)));
            curves.Add(new ChartCurve("upper end of its interval", ratios, Values(found, one => one.High)));
        }

        page.Place(new CurveChart
        {
            Id = id,
            Title = title,
            Caption = curves.Count > 1 ? $"With the {ComparedCharts.Percent(compared.Confidence)} confidence interval of the mean over replications." : "All replications found the same, or there was one.",
            Summary = string.Join("; ", ratios.Select((ratio, i) => $"{ratio.ToString(CultureInfo.InvariantCulture)}: {Human.WithUnit(curves[0].Ys[i], unit)}")) + ".",
            X = new ChartAxis(varied, ""),
            Y = new ChartAxis(metric, unit),
            Curves = curves,
        });
    }

    private static double[] Values(ComparedMetric metric, Func<ComparedVariant, double> of) => [.. metric.Variants.Select(of)];

    // The numbers that the variants differ in, where it is one key with rising numbers.
    private static double[]? Ratios(IReadOnlyList<string> variants)
    {
        double[] ratios = new double[variants.Count];
        for (int i = 0; i < ratios.Length; i++)
        {
            string[] parts = variants[i].Split('=');
            bool rises = parts.Length == 2
                && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out ratios[i])
                && (i == 0 || ratios[i] > ratios[i - 1]);
            if (!rises)
            {
                return null;
            }
        }

        return ratios;
    }
}
