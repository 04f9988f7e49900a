using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Benchmarks.Quick;

/// <summary>What a user waits for <c>sim --help</c>: start-up and nothing else.</summary>
internal sealed class SimHelp : IQuickBenchmark
{
    private const int Rounds = 10;

    public string Name => "sim-help";

    public IEnumerable<QuickRow> Run()
    {
        ProcessCost[] costs = [.. Enumerable.Range(0, Rounds).Select(_ => SimProcess.Run("--help"))];
        yield return new QuickRow(Name, costs.Min(cost => cost.WallSeconds), "s", "", double.NaN, Lines(costs[0]));
        yield return new QuickRow(Name, costs.Min(cost => cost.CpuSeconds), "CPU-s", "", double.NaN, Lines(costs[0]));
    }

    public TinyCheck Tiny() => new(
        SimProcess.Run("--help").Output.Contains("sim [command]", StringComparison.Ordinal) ? "usage" : "no usage", "usage");

    private static string Lines(ProcessCost cost) => Text.Of($"{cost.Output.Count(c => c == '\n')} lines");
}
