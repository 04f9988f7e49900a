using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Policies;

/// <summary>Options of <see cref="EsxShares"/>; the defaults are ESXi's where it publishes them (models.md B1).</summary>
public sealed record EsxSharesOptions
{
    /// <summary>The idle-memory tax tau (Mem.IdleTax 75): an idle page costs 1 / (1 - tau) times as much as an active one.</summary>
    [Key("idleTax", "Idle-memory tax: an idle page costs 1 / (1 - tax) as much as an active one; 0: none.", Min = 0, Max = 0.99)]
    public double IdleTax { get; init; } = 0.75;

    /// <summary>Pages sampled in a period.</summary>
    [Key("samples", "Pages of each VM that are watched in a sampling period.", Min = 1, Max = 1_000_000)]
    public int Samples { get; init; } = 100;

    /// <summary>The sampling period (Mem.SamplePeriod).</summary>
    [Key("samplePeriod", "Sampling period: how long the same pages are watched.", Min = 1e6, Max = 1e13, Example = "60 s")]
    public Duration SamplePeriod { get; init; } = Duration.FromSeconds(60);

    /// <summary>Weight of the newest period in the slow average: [M], unpublished.</summary>
    [Key("slow", "Weight of the newest period in the slow average of the active part.", Min = 0, Max = 1)]
    public double Slow { get; init; } = 0.25;

    /// <summary>Weight of the newest period in the fast average: [M], unpublished.</summary>
    [Key("fast", "Weight of the newest period in the fast average of the active part.", Min = 0, Max = 1)]
    public double Fast { get; init; } = 0.75;

    /// <summary>How often memory is shared out anew (Mem.BalancePeriod); also at once when the state changes or a page is lacking.</summary>
    [Key("balancePeriod", "How often memory is shared out anew while nothing urges it.", Min = 1e6, Max = 1e13, Example = "15 s")]
    public Duration BalancePeriod { get; init; } = Duration.FromSeconds(15);
}
