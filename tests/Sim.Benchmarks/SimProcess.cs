using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Sim.Benchmarks;

/// <summary>Runs the <c>sim</c> that was built beside the benchmarks, as a user would.</summary>
internal static class SimProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static ProcessCost Run(params IEnumerable<string> arguments) =>
        Run(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sim.exe" : "sim"), arguments);

    /// <summary>Runs any program to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static ProcessCost Run(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        double cpu = ChildCpu.Seconds();
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(before).TotalSeconds;
        return process.ExitCode == 0
            ? new ProcessCost(wall, ChildCpu.Seconds() - cpu, output)
            : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>The cheapest, by CPU time, of several runs.</summary>
    public static ProcessCost Best(int rounds, params string[] arguments)
    {
        ProcessCost best = Run(arguments);
        for (int i = 1; i < rounds; i++)
        {
            ProcessCost next = Run(arguments);
            best = next.CpuSeconds < best.CpuSeconds ? next : best;
        }

        return best;
    }
}
