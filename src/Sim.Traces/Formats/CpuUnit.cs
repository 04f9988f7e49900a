namespace Sim.Traces.Formats;

/// <summary>What CPU use is counted in.</summary>
public enum CpuUnit
{
    /// <summary>Percent of the VM's size.</summary>
    Percent,

    /// <summary>A fraction of the VM's size, 0 to 1.</summary>
    Fraction,

    /// <summary>MHz; made a percentage by the capacity in the same row.</summary>
    Mhz,
}
