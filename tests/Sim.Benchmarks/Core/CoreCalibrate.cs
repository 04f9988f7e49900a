using System.Collections.Generic;
using System.Linq;

namespace Sim.Benchmarks.Core;

/// <summary>What a user waits for a cost table of one core.</summary>
internal sealed class CoreCalibrate : IQuickBenchmark
{
    public string Name => "core-calibrate";

    public IEnumerable<QuickRow> Run()
    {
        ProcessCost cost = SimProcess.Run("core", "calibrate", "--core", "server-ooo", "--no-cache", "--quiet");
        string rows = Text.Of($"{cost.Output.Count(letter => letter == '\n')} lines");
        yield return new QuickRow(Name, cost.WallSeconds, "s", "issue 7", 60, rows);
        yield return new QuickRow(Name, cost.CpuSeconds, "CPU-s", "", double.NaN, rows);
    }

    public TinyCheck Tiny()
    {
        ProcessCost cost = SimProcess.Run("core", "calibrate", "--help");
        return new TinyCheck(Text.Of($"{cost.Output.Contains("calibrate", System.StringComparison.Ordinal)}"), "True");
    }
}
