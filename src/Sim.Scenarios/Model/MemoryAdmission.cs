namespace Sim.Scenarios;

/// <summary>By what a VM's memory counts when it is placed.</summary>
public enum MemoryAdmission
{
    /// <summary>By its configured size.</summary>
    Configured,

    /// <summary>By what it will want of it at most: its working set and a quarter of what else it has in use, as DRS counts.</summary>
    Demand,
}
