namespace Sim.Hosts.Interval;

/// <summary>A VM's stay on a host, in steps.</summary>
/// <param name="Vm">The VM's index in the cluster.</param>
/// <param name="FirstStep">The first step on the host.</param>
/// <param name="EndStep">The step after the last.</param>
public readonly record struct Residency(int Vm, int FirstStep, int EndStep);
