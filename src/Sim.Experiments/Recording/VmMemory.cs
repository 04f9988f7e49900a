using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>The memory of one VM over the run, with what its figures are to be seen against.</summary>
/// <param name="Totals">What was measured.</param>
/// <param name="Vcpus">Its vCPUs.</param>
/// <param name="StepSeconds">The length of a step.</param>
internal readonly record struct VmMemory(VmMemoryTotals Totals, int Vcpus, double StepSeconds)
{
    /// <summary>Time that its vCPUs stood still for memory, in percent of their time.</summary>
    public double WaitPct => Totals.Steps > 0 ? Totals.Stalls.Sum / (Vcpus * StepSeconds * Totals.Steps) * 100 : double.NaN;

    /// <summary>Work that it did not get done for want of memory, in percent of what it wanted to do.</summary>
    public double LostPct => Totals.Sum(MemoryColumn.Wanted) is > 0 and double wanted
        ? (wanted - Totals.Sum(MemoryColumn.Done)) / wanted * 100
        : 0;

    /// <summary>Mean of a column over its stay; NaN where it was never on.</summary>
    public double Mean(MemoryColumn column) => Totals.Mean(column);
}
