namespace Sim.Clusters.Placement;

/// <summary>What a VM asks of a host.</summary>
/// <param name="Vm">The VM's index in the cluster.</param>
/// <param name="Vcpus">Its vCPUs: no host with fewer logical CPUs takes it.</param>
/// <param name="SpeedMhz">The speed of one of its vCPUs in MHz; NaN: a whole core of whichever host.</param>
/// <param name="MemoryMib">Its memory: configured, or what it will want of it.</param>
/// <param name="ReservationMhz">CPU that must be there for it alone, never overcommitted.</param>
/// <param name="ReservationMib">Memory that must be there for it alone, never overcommitted.</param>
public readonly record struct VmRequest(int Vm, int Vcpus, double SpeedMhz, double MemoryMib, double ReservationMhz, double ReservationMib = 0);
