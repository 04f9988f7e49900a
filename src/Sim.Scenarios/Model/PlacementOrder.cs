namespace Sim.Scenarios;

/// <summary>In which order VMs that arrive together are placed.</summary>
public enum PlacementOrder
{
    /// <summary>That of the workload.</summary>
    Arrival,

    /// <summary>By falling CPU size, ties in the workload's order: "first-fit decreasing" and its kin.</summary>
    Decreasing,
}
