using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>How evenly each variant treats the VMs.</summary>
internal static class ComparedFairnessSection
{
    /// <summary>Jain's index.</summary>
    public const string Metric = "jain_fairness";

    public static bool IsShown(PageContext page) => ComparedMetrics.Read(page)?.Find(Metric) is not null;

    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page)?.Find(Metric) is { } fairness)
        {
            page.Place(ComparedCharts.Intervals(fairness, 1) with
            {
                Title = "Jain's fairness index",
                Caption = "1 where every VM gets its due in the same measure; 1/n where one of n gets all.",
            });
        }
    }
}
