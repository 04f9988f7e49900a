using System.Linq;

namespace Sim.Validation.Kernel;

/// <summary>What <c>schedprobe</c>'s periodic tasks cost on this machine whatever the scheduler does.</summary>
/// <param name="TimerUs">How late a timer wakes a task that takes the CPU at once, in us; the median.</param>
/// <param name="JobUs">CPU time of a job beyond its work, in us: the wake-up and looks at the clock.</param>
internal sealed record ProbeCosts(double TimerUs, double JobUs)
{
    /// <summary>Measures them: a task of nice -20 that wakes beside a hog of nice 19.</summary>
    public static ProbeCosts Measure()
    {
        SchedMeasurement[] runs = [.. Enumerable.Range(0, 4).Select(_ => SchedProbe.Run(SchedSetup.Timer))];
        SchedTaskResult[] tasks = [.. runs.Select(run => run.Tasks[1])];
        double[] late = [.. tasks.SelectMany(task => task.LateUsVentiles).Order()];
        double period = tasks[0].Task.PeriodUs;
        return new ProbeCosts(late[late.Length / 2], (tasks.Average(task => task.SharePct) / 100 * period) - tasks[0].Task.RunUs);
    }
}
