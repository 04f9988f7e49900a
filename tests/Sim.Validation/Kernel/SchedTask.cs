using System.Globalization;

namespace Sim.Validation.Kernel;

/// <summary>A task that <c>schedprobe</c> runs.</summary>
/// <param name="RunUs">CPU time of each job in us; 0 for a hog, which never sleeps.</param>
/// <param name="PeriodUs">Time from job to job in us; 0 for a hog.</param>
/// <param name="Nice">Its nice value.</param>
/// <param name="UnderQuota">Whether the set-up's quota holds for it.</param>
internal sealed record SchedTask(int RunUs, int PeriodUs, int Nice, bool UnderQuota)
{
    /// <summary>A task that takes all CPU it gets.</summary>
    public static SchedTask Hog(int nice = 0, bool underQuota = false) => new(0, 0, nice, underQuota);

    /// <summary>A task that wakes at every multiple of its period and takes so much CPU each time.</summary>
    public static SchedTask Periodic(int runUs, int periodUs, int nice = 0, bool underQuota = false) => new(runUs, periodUs, nice, underQuota);

    /// <summary>As <c>schedprobe</c> takes it: <c>periodic:1000:10000@5/q</c>.</summary>
    public override string ToString()
    {
        string kind = PeriodUs == 0 ? "hog" : string.Create(CultureInfo.InvariantCulture, $"periodic:{RunUs}:{PeriodUs}");
        string nice = Nice == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{Nice}");
        return kind + nice + (UnderQuota ? "/q" : "");
    }
}
