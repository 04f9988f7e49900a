using Sim.Kernel.Measures;

namespace Sim.Hosts.Guests;

/// <summary>What a VM's own work shows of its service: the response times of its requests, rounds or bursts.</summary>
public sealed class GuestMeasures
{
    /// <summary>Response times.</summary>
    public LatencyHistogram Responses { get; private set; } = new();

    /// <summary>Forgets everything: the end of the warm-up.</summary>
    public void Clear() => Responses = new LatencyHistogram();
}
