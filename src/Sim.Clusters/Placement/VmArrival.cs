namespace Sim.Clusters.Placement;

/// <summary>A VM to be placed: what it asks for and when it is there, in steps.</summary>
/// <param name="Request">What it asks for.</param>
/// <param name="FirstStep">The step in which it starts.</param>
/// <param name="EndStep">The step in which it is gone; above <paramref name="FirstStep"/>.</param>
public readonly record struct VmArrival(VmRequest Request, int FirstStep, int EndStep);
