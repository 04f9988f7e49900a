using System;
using System.Linq;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Summary;

/// <summary>Adds up the CPU demand of all VMs step by step.</summary>
internal sealed class AggregateSummarizer(Workload workload)
{
    private const int MostSteps = 10_000_000;

    /// <summary>The demand; null where there are no CPU samples, or more steps than could be of use.</summary>
    public AggregateSummary? Summarize()
    {
        long steps = workload.Interval > Duration.Zero ? workload.Span / workload.Interval : 0;
        if (!workload.Counters.Contains(Counter.Cpu) || steps is 0 or > MostSteps)
        {
            return null;
        }

        bool absolute = Enumerable.Range(0, workload.VmCount).All(HasCapacity);
        double[] total = Total((int)steps, absolute);
        double mean = total.Average();
        int maxStep = Array.IndexOf(total, total.Max());
        return new AggregateSummary
        {
            Unit = absolute ? "MHz" : "%",
            Steps = total.Length,
            Min = total.Min(),
            Mean = mean,
            Max = total[maxStep],
            MaxStep = maxStep,
            Variation = Math.Sqrt(Series.Squares(total, mean) / total.Length) / mean,
            Lag1 = Series.Lag1(total),
        };
    }

    private bool HasCapacity(int vm) =>
        !workload.Has(Counter.Cpu, vm) || workload.Has(Counter.CpuCapacity, vm)
        || (workload.Size(vm).VCpus > 0 && !double.IsNaN(workload.Size(vm).SpeedMhz));

    private double[] Total(int steps, bool absolute)
    {
        double[] total = new double[steps];
        double[] percent = new double[steps];
        double[] capacity = new double[steps];
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            if (!workload.Has(Counter.Cpu, vm))
            {
                continue;
            }

            workload.ReadGrid(Counter.Cpu, vm, SimTime.Zero, workload.Interval, 0, percent);
            ReadCapacity(vm, absolute, capacity);
            for (int k = 0; k < steps; k++)
            {
                double demand = absolute ? percent[k] / 100 * capacity[k] : percent[k];
                total[k] += double.IsNaN(demand) ? 0 : demand;
            }
        }

        return total;
    }

    private void ReadCapacity(int vm, bool absolute, double[] capacity)
    {
        if (absolute && workload.Has(Counter.CpuCapacity, vm))
        {
            workload.ReadGrid(Counter.CpuCapacity, vm, SimTime.Zero, workload.Interval, 0, capacity);
        }
        else
        {
            Array.Fill(capacity, workload.Size(vm).VCpus * workload.Size(vm).SpeedMhz);
        }
    }
}
