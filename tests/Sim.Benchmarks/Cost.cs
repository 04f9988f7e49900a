using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Sim.Benchmarks;

/// <summary>Measures what a piece of work costs this process.</summary>
internal static class Cost
{
    private const double BytesPerKib = 1024;

    /// <summary>CPU seconds, user and system, all threads, of one call: the first one also pays for compiling.</summary>
    public static double CpuSeconds(Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>CPU seconds of the cheapest of <paramref name="rounds"/> rounds, after one that warms up.</summary>
    /// <remarks>Not wall time: other work on the machine would be counted too.</remarks>
    public static double CpuSeconds(int rounds, Action work)
    {
        work();
        return Enumerable.Range(0, rounds).Min(_ => CpuSeconds(work));
    }

    /// <summary>The most memory that this process has had resident, in MiB (VmHWM of Linux); NaN elsewhere.</summary>
    public static double PeakMib()
    {
        const string Key = "VmHWM:";
        string? line = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null ? double.NaN : double.Parse(line[Key.Length..^2], CultureInfo.InvariantCulture) / BytesPerKib;
    }
}
