using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>What to assume where Azure V2 says only "more than".</summary>
public sealed record AzureV2Options
{
    /// <summary>vCPUs assumed for the bucket <c>&gt;24</c>: 1 or more. Default 32, the next size that Azure sold.</summary>
    [Key("aboveCores", "vCPUs assumed for the bucket '>24'; 32 when left out", Min = 1, Max = 4096)]
    public int AboveCores { get; init; } = 32;

    /// <summary>GiB assumed for the bucket <c>&gt;64</c>: above 0. Default 128.</summary>
    [Key("aboveMemoryGib", "GiB assumed for the bucket '>64'; 128 when left out", Min = 1, Max = 65536)]
    public double AboveMemoryGib { get; init; } = 128;
}
