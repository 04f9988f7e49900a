using System;
using System.Diagnostics;

namespace Sim.Benchmarks;

/// <summary>Measures the CPU time of a piece of work: the best of several rounds after one that warms up.</summary>
internal static class Cost
{
    /// <summary>CPU seconds of the process, all threads, for the cheapest of <paramref name="rounds"/> rounds.</summary>
    public static double CpuSeconds(int rounds, Action work)
    {
        work();
        double best = double.PositiveInfinity;
        for (int i = 0; i < rounds; i++)
        {
            GC.Collect();
            using Process process = Process.GetCurrentProcess();
            TimeSpan before = process.TotalProcessorTime;
            work();
            process.Refresh();
            best = Math.Min(best, (process.TotalProcessorTime - before).TotalSeconds);
        }

        return best;
    }

    /// <summary>Wall seconds of the cheapest of <paramref name="rounds"/> rounds; for single-threaded work of milliseconds.</summary>
    public static double WallSeconds(int rounds, Action work)
    {
        work();
        double best = double.PositiveInfinity;
        for (int i = 0; i < rounds; i++)
        {
            long before = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return best;
    }
}
