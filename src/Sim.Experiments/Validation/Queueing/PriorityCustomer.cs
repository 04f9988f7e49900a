using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>A customer of a <see cref="PriorityServer"/>.</summary>
internal sealed class PriorityCustomer(int kind, long number, SimTime since, Duration service)
{
    /// <summary>The number of its class, 0 the most urgent.</summary>
    public int Kind { get; } = kind;

    /// <summary>Its place in the order of arrival of its class.</summary>
    public long Number { get; } = number;

    /// <summary>When it arrived.</summary>
    public SimTime Since { get; } = since;

    /// <summary>What it still wants of the server.</summary>
    public Duration Left { get; set; } = service;

    /// <summary>Whether it has been in service.</summary>
    public bool HasBegun { get; set; }
}
