using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;

namespace Sim.Benchmarks.Core;

/// <summary>Instructions a second of the timed machine, and bytes that it allocates for each.</summary>
/// <param name="name">The name of its rows.</param>
/// <param name="core">The core of the catalogue.</param>
/// <param name="target">Million instructions a second that issue 7 asks for.</param>
/// <param name="programs">What is run; a program with a marker 1 is timed from there on.</param>
internal sealed class CoreTimedSpeed(string name, string core, double target, IReadOnlyList<string> programs) : IQuickBenchmark
{
    private const ulong Memory = 1UL << 29;
    private const ulong First = 1_000_000;
    private const ulong Steps = 10_000_000;
    private const ulong TinySteps = 20_000;
    private const double Million = 1e6;
    private const int Rounds = 3;

    private static readonly PluginRegistry Known = Experiments.Parts.Load();

    public string Name => name;

    public IEnumerable<QuickRow> Run()
    {
        foreach (string program in programs)
        {
            string row = string.Equals(program, programs[0], StringComparison.Ordinal) ? Name : $"{Name}-{program}";
            using Machine machine = Begin(program, translates: true);
            TimedMachine timed = new(machine, CoreCatalogue.Get(core, Known), Known);
            timed.RunQuietly(First);
            double seconds = Enumerable.Range(0, Rounds).Min(_ => Cost.CpuSeconds(() => timed.RunQuietly(Steps / Rounds)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            timed.RunQuietly(First);
            double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)First;
            CoreMeasures all = timed.Cores[0].Measure();
            double mips = Steps / Rounds / seconds / Million;
            string checksum = Text.Of($"CPI {all.Cpi:0.0000} in {all.Instructions} instructions");
            yield return new QuickRow(row, mips, "MIPS", "issue 7", target, checksum);
            yield return new QuickRow($"{row}-functional", mips, "MIPS", "interpreter", Interpreted(program), checksum);
            yield return new QuickRow($"{row}-allocated", bytes, "B/instruction", "issue 7", 0, "");
        }
    }

    public TinyCheck Tiny()
    {
        using Machine machine = new CoreProgram("mark").Load(translates: true);
        CoreConfiguration configuration = CoreCatalogue.Get(core, Known);
        TimedMachine timed = new(machine, configuration, Known);
        timed.RunQuietly(TinySteps);
        CoreMeasures all = timed.Cores[0].Measure();
        return new TinyCheck(Text.Of($"{all.Instructions} {all.Cycles}"), Text.Of($"{TinySteps} {all.Stack.Sum()}"));
    }

    private static Machine Begin(string program, bool translates)
    {
        Machine machine = new CoreProgram(program).Load(translates, Memory);
        if (string.Equals(program, "chase", StringComparison.Ordinal))
        {
            machine.StopAt(new CoreEmulator.Execution.CodeStops([], [RegionPoint.Marker(Markers.Start).Instruction]), passes: false);
            machine.RunQuietly(ulong.MaxValue);
            machine.StopAt(null, passes: false);
        }

        return machine;
    }

    private static double Interpreted(string program)
    {
        using Machine machine = Begin(program, translates: false);
        machine.RunQuietly(First);
        return Steps / Cost.CpuSeconds(() => machine.RunQuietly(Steps)) / Million;
    }
}
