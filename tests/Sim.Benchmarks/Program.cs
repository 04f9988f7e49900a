using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Running;

namespace Sim.Benchmarks;

/// <summary><c>quick NAME</c> or <c>quick all</c> prints CSV; anything else goes to BenchmarkDotNet.</summary>
internal static class Program
{
    internal static IReadOnlyList<IQuickBenchmark> Quick { get; } = [new IntervalSolver(), new Run1000x10x288()];

    private static int Main(string[] args)
    {
        if (args is not ["quick", ..])
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
            return 0;
        }

        string name = args.Length > 1 ? args[1] : "all";
        IQuickBenchmark[] chosen = [.. Quick.Where(b => name == "all" || b.Name == name)];
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"no quick benchmark '{name}'; there are: {string.Join(", ", Quick.Select(b => b.Name))}");
            return 2;
        }

        Console.WriteLine(QuickRow.Header);
        foreach (QuickRow row in chosen.SelectMany(b => b.Run()))
        {
            Console.WriteLine(row);
        }

        return 0;
    }
}
