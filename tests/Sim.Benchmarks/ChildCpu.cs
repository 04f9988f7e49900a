using System;
using System.Runtime.InteropServices;

namespace Sim.Benchmarks;

/// <summary>CPU seconds of all child processes that have ended: what <c>Process</c> does not tell once a process is gone.</summary>
internal static partial class ChildCpu
{
    private const int Children = -1;

    // struct rusage of 64-bit Linux: two struct timeval, then fourteen longs that are not wanted here.
    private const int RusageLongs = 18;
    private const double Micro = 1e-6;

    /// <summary>User and system time so far; NaN where the system is not Linux.</summary>
    public static double Seconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return double.NaN;
        }

        long[] usage = new long[RusageLongs];
        return GetRusage(Children, usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) * Micro)
            : throw new InvalidOperationException("getrusage failed");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, [Out] long[] usage);
}
