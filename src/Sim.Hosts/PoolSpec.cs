namespace Sim.Hosts;

/// <summary>A resource pool: VMs that share what the pool gets. Its amounts hold on each host by itself.</summary>
/// <param name="Name">Unique within the cluster.</param>
/// <param name="Parent">Index of the pool around it, smaller than its own; -1: the root.</param>
/// <param name="Shares">Weight among its siblings, above zero.</param>
/// <param name="ReservationMhz">CPU the pool gets on each host whatever its siblings want, in MHz.</param>
/// <param name="LimitMhz">CPU the pool never exceeds on any one host, in MHz; infinity: none.</param>
public sealed record PoolSpec(string Name, int Parent, double Shares, double ReservationMhz, double LimitMhz);
