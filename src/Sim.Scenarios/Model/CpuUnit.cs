namespace Sim.Scenarios;

/// <summary>The unit of a CSV trace's CPU column.</summary>
public enum CpuUnit
{
    /// <summary>Percent of all the VM's vCPUs: 100 is every vCPU busy.</summary>
    Percent,

    /// <summary>The same from 0 to 1.</summary>
    Fraction,

    /// <summary>Megahertz.</summary>
    Mhz,

    /// <summary>Busy vCPUs.</summary>
    Cores,
}
