namespace Sim.Scenarios;

/// <summary>How pages are kept.</summary>
public enum MemoryFidelity
{
    /// <summary>Sums by class and heat, for thousands of hosts.</summary>
    Statistical,

    /// <summary>Every page with its identity and content, for hosts of up to 64 GiB.</summary>
    Exact,
}
