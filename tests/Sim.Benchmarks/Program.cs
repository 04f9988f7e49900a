using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Running;
using Sim.Benchmarks.Quick;

namespace Sim.Benchmarks;

/// <summary>
/// <c>quick NAME</c> or <c>quick all</c> prints CSV; <c>tiny</c> runs everything at a tiny size and checks what comes out;
/// anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private const string All = "all";

    private static readonly IQuickBenchmark[] Benchmarks =
    [
        new IntervalSolver(), new Run1000x10x288(), new RunPlanetLabDay(), new IngestAzure(), new Run100kVms(), new SimHelp(),
    ];

    private static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        return args switch
        {
            ["quick"] or ["quick", All] => QuickAll(),
            ["quick", string name] => Quick(name),
            ["tiny"] => Tiny(),
            _ => BenchmarkDotNetMain(args),
        };
    }

    private static int BenchmarkDotNetMain(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }

    private static int Quick(string name)
    {
        IQuickBenchmark? chosen = Benchmarks.FirstOrDefault(benchmark => string.Equals(benchmark.Name, name, StringComparison.Ordinal));
        if (chosen is null)
        {
            Console.Error.WriteLine($"no quick benchmark '{name}'; there are: {string.Join(", ", Benchmarks.Select(benchmark => benchmark.Name))}");
            return 2;
        }

        Console.WriteLine(QuickRow.Header);
        foreach (QuickRow row in chosen.Run())
        {
            Console.WriteLine(row);
        }

        return 0;
    }

    // Each in a process of its own: peak memory and first-run cost would otherwise be the neighbours' too.
    private static int QuickAll()
    {
        Console.WriteLine(QuickRow.Header);
        foreach (IQuickBenchmark benchmark in Benchmarks)
        {
            string output = SimProcess.Run(Environment.ProcessPath!, Again(benchmark)).Output;
            Console.Write(output[(output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        }

        return 0;
    }

    // Started as `dotnet Sim.Benchmarks.dll`, the process is dotnet and needs the assembly's name again.
    private static IEnumerable<string> Again(IQuickBenchmark benchmark)
    {
        string self = Environment.GetCommandLineArgs()[0];
        bool hosted = System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return hosted ? [self, "quick", benchmark.Name] : ["quick", benchmark.Name];
    }

    private static int Tiny()
    {
        bool hold = true;
        Console.WriteLine("benchmark,verdict,found,expected");
        foreach (IQuickBenchmark benchmark in Benchmarks)
        {
            TinyCheck check = benchmark.Tiny();
            hold &= check.Holds;
            Console.WriteLine($"{benchmark.Name},{(check.Holds ? "ok" : "WRONG")},{check.Found},{check.Expected}");
        }

        return hold ? 0 : 1;
    }
}
