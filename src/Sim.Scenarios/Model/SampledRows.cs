namespace Sim.Scenarios;

/// <summary>What is recorded each recording interval.</summary>
public enum SampledRows
{
    /// <summary>A row for each host: <c>host_samples.csv</c>.</summary>
    Hosts,

    /// <summary>A row for each VM: <c>vm_samples.csv</c>.</summary>
    Vms,
}
