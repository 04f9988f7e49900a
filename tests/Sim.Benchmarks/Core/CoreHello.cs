using System.Collections.Generic;
using System.Linq;

namespace Sim.Benchmarks.Core;

/// <summary>What a user waits for <c>sim core run hello.elf</c>.</summary>
internal sealed class CoreHello : IQuickBenchmark
{
    private const int Rounds = 10;
    private readonly CoreProgram _hello = new("hello");

    public string Name => "core-hello";

    public IEnumerable<QuickRow> Run()
    {
        ProcessCost[] costs = [.. Enumerable.Range(0, Rounds).Select(_ => Hello())];
        yield return new QuickRow(Name, costs.Min(cost => cost.WallSeconds), "s", "issue 6", 0.4, costs[0].Output.Trim());
        yield return new QuickRow(Name, costs.Min(cost => cost.CpuSeconds), "CPU-s", "", double.NaN, costs[0].Output.Trim());
    }

    public TinyCheck Tiny() => new(Hello().Output.Trim(), "hello");

    private ProcessCost Hello() => SimProcess.Run("core", "run", _hello.Path);
}
