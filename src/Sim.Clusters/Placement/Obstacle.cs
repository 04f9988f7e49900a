namespace Sim.Clusters.Placement;

/// <summary>Why a host cannot take a VM.</summary>
internal enum Obstacle
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The VM has more vCPUs than the host has logical CPUs.</summary>
    Vcpus,

    /// <summary>The VM's vCPU is faster than the host's cores, and the rules refuse that.</summary>
    CoreSpeed,

    /// <summary>Too little CPU is left to promise.</summary>
    Cpu,

    /// <summary>Too little memory is left to promise.</summary>
    Memory,

    /// <summary>Too little CPU is left to reserve.</summary>
    Reservation,

    /// <summary>Too little memory is left to reserve.</summary>
    MemoryReservation,
}
