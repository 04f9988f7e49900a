using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Running;
using Sim.Benchmarks.Core;
using Sim.Benchmarks.Kernel;
using Sim.Benchmarks.Memory;
using Sim.Benchmarks.Quick;
using Sim.Benchmarks.Scheduling;
using Sim.Hosts.Cpu.Schedulers;

namespace Sim.Benchmarks;

/// <summary>
/// <c>quick NAME</c>, <c>quick kernel</c> or <c>quick all</c> prints CSV; <c>tiny</c> runs everything at a tiny size and checks what comes out;
/// anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private const string All = "all";

    private static readonly IQuickBenchmark[] Benchmarks =
    [
        new IntervalSolver(), new Run1000x10x288(), new RunPlanetLabDay(), new IngestAzure(), new Run100kVms(), new RunMemory1000Hosts(), new SimHelp(),
        new HoldModel("hold-1e3", 1_000), new HoldModel("hold-1e5", 100_000), new HoldModel("hold-1e6", 1_000_000),
        new Mm1Queue("mm1-events", processes: false), new Mm1Queue("mm1-processes", processes: true),
        new SchedulerSpeed("sched-round-robin", () => new RoundRobin(new RoundRobinOptions())),
        new SchedulerSpeed("sched-credit", () => new Credit(new CreditOptions())), new SchedulerSpeed("sched-credit2", () => new Credit2(new Credit2Options())),
        new SchedulerSpeed("sched-eevdf", () => new Eevdf(new EevdfOptions())),
        new InteractiveHost(),
        new MemoryPageExact(), new MemoryStatistical(),
        new CoreSpeed("core-interpreter", translates: false), new CoreSpeed("core-translated", translates: true), new CoreHello(),
        new CoreTimedSpeed("core-inorder", "generic-inorder", 15, ["mix", "mark"]), new CoreTimedSpeed("core-ooo", "server-ooo", 5, ["mix", "mark"]),
        new CoreTimedSpeed("core-ooo-memory", "server-ooo", 1, ["chase"]), new CoreCalibrate(),
    ];

    private static readonly string[] KernelBenchmarks = ["hold-1e3", "hold-1e5", "hold-1e6", "mm1-events", "mm1-processes"];

    private static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        return args switch
        {
            ["quick"] or ["quick", All] => QuickEach(Benchmarks),
            ["quick", "kernel"] => QuickEach(Benchmarks.Where(benchmark => KernelBenchmarks.Contains(benchmark.Name, StringComparer.Ordinal))),
            ["hold-memory", string pending] => HoldMemory(pending),
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
    private static int QuickEach(IEnumerable<IQuickBenchmark> benchmarks)
    {
        Console.WriteLine(QuickRow.Header);
        foreach (IQuickBenchmark benchmark in benchmarks)
        {
            string output = SimProcess.Run(Environment.ProcessPath!, ChildProcess.Self(["quick", benchmark.Name])).Output;
            Console.Write(output[(output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        }

        return 0;
    }

    private static int HoldMemory(string pending)
    {
        ChildProcess.HoldMemory(int.Parse(pending, CultureInfo.InvariantCulture));
        return 0;
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
