using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory;

/// <summary>What one VM may claim of its host's memory, in pages of 4 KiB. Each policy reads of it what its real counterpart has.</summary>
public sealed record MemoryClaim
{
    /// <summary>The VM's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Configured memory.</summary>
    public required double Size { get; init; }

    /// <summary>Virtual CPUs, for the overhead.</summary>
    public int Vcpus { get; init; } = 1;

    /// <summary>Weight when memory is short; ESXi's normal is 10 for each MiB configured.</summary>
    public double Shares { get; init; } = 1;

    /// <summary>Never reclaimed once touched.</summary>
    public double Reservation { get; init; }

    /// <summary>Never more than this in machine memory; infinity: no limit beyond the size.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Index of its resource pool; -1: the root.</summary>
    public int Pool { get; init; } = -1;

    /// <summary>Hyper-V: what it starts with.</summary>
    public double Startup { get; init; }

    /// <summary>Hyper-V, external balloons: it is never shrunk below this.</summary>
    public double Minimum { get; init; }

    /// <summary>Hyper-V: memory kept free above its demand, as a part of the demand.</summary>
    public double Buffer { get; init; } = 0.2;

    /// <summary>Hyper-V: who is served first when memory is short, 0 to 100.</summary>
    public double Weight { get; init; } = 50;

    /// <summary>VMs of the same salt may share pages; empty: nobody else's (ESXi's ShareForceSalting 2).</summary>
    public string Salt { get; init; } = "";

    /// <summary>NUMA node it is at home on.</summary>
    public int Node { get; init; }

    /// <summary>What is in it, and how it is used.</summary>
    public GuestMemory Guest { get; init; } = new();
}
