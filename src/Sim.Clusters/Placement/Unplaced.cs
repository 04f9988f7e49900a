namespace Sim.Clusters.Placement;

/// <summary>A VM that fitted nowhere when it arrived.</summary>
/// <param name="Vm">The VM's index in the cluster.</param>
/// <param name="Step">When it arrived.</param>
/// <param name="Reason">What was short, in one clause.</param>
public sealed record Unplaced(int Vm, int Step, string Reason);
