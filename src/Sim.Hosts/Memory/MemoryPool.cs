namespace Sim.Hosts.Memory;

/// <summary>A resource pool's claim on the memory of each host, in pages.</summary>
/// <param name="Parent">Index of the pool around it, smaller than its own; -1: the root.</param>
/// <param name="Shares">Weight among its siblings, above zero.</param>
/// <param name="Reservation">Kept for its VMs whatever its siblings want.</param>
/// <param name="Limit">Never exceeded by its VMs together; infinity: none.</param>
public sealed record MemoryPool(int Parent, double Shares, double Reservation, double Limit);
