using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="Server"/>.</summary>
public sealed record ServerOptions
{
    /// <summary>Requests a second for the whole VM.</summary>
    [Key("rate", "Requests a second for the whole VM.", Min = 0.001, Max = 1e7)]
    public double Rate { get; init; } = 100;

    /// <summary>Mean work of a request.</summary>
    [Key("service", "Mean work of a request.", Min = 1, Max = 1e13, Example = "2 ms")]
    public Duration Service { get; init; } = Duration.FromMilliseconds(2);

    /// <summary>How the work of a request varies.</summary>
    [Key("spread", "How the work of a request varies.")]
    public Spread Spread { get; init; } = Spread.Exponential;

    /// <summary>How the gaps between requests vary; exponential is a Poisson stream.</summary>
    [Key("arrivals", "How the gaps between requests vary; exponential is a Poisson stream.")]
    public Spread Arrivals { get; init; } = Spread.Exponential;

    /// <summary>Worker threads on each vCPU.</summary>
    [Key("workers", "Worker threads on each vCPU.", Min = 1, Max = 1000)]
    public int Workers { get; init; } = 1;

    /// <summary>I/O that each request waits for half-way; 0 s: none.</summary>
    [Key("io", "I/O that each request waits for half-way; 0 s: none.", Min = 0, Max = 1e13, Example = "1 ms")]
    public Duration Io { get; init; } = Duration.Zero;
}
