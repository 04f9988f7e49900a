namespace Sim.Hosts.Interval;

/// <summary>What one VM got over its stay on a host. A struct, because there may be millions.</summary>
public record struct VmTotals
{
    /// <summary>Steps in which it was powered on.</summary>
    public int Steps { get; set; }

    /// <summary>Sum over the steps of the CPU it wanted, in MHz, before its limit.</summary>
    public double DemandMhz { get; set; }

    /// <summary>Sum over the steps of the CPU it got, in MHz.</summary>
    public double GrantedMhz { get; set; }

    /// <summary>Sum over the steps of its ready time, in percent of the time of one vCPU.</summary>
    public double ReadyPct { get; set; }

    /// <summary>The largest of these.</summary>
    public double ReadyPctMax { get; set; }

    /// <summary>Sum over the steps of the time it was held by its limit, in percent of the time of one vCPU.</summary>
    public double CappedPct { get; set; }
}
