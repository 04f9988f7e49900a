using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>Options of <see cref="TransparentPageSharing"/>; the defaults are ESXi's (models.md B1, B2).</summary>
public sealed record TransparentPageSharingOptions
{
    /// <summary>In what time as many pages of a VM are looked at as it has (Mem.ShareScanTime).</summary>
    [Key("scanTime", "Time in which as many pages of a VM are scanned as it has.", Min = 1e9, Max = 1e15, Example = "60 min")]
    public Duration ScanTime { get; init; } = Duration.FromMinutes(60);

    /// <summary>Limit of the host, for each GHz of its CPUs (Mem.ShareScanGHz).</summary>
    [Key("mebibytesPerGhz", "Limit of the host: MiB scanned in a second for each GHz of its CPUs.", Min = 0, Max = 1e6)]
    public double MebibytesPerGhz { get; init; } = 4;

    /// <summary>The host's CPUs together. A host of 20 cores at 2.4 GHz where nobody says.</summary>
    [Key("ghz", "GHz of all of the host's CPUs together.", Min = 0, Max = 1e6)]
    public double Ghz { get; init; } = 48;

    /// <summary>Limit of each VM (Mem.ShareRateMax; [M]).</summary>
    [Key("mostPages", "The most pages of a VM that are scanned in a second.", Min = 0, Max = 1e9)]
    public double MostPages { get; init; } = 1024;

    /// <summary>Whether VMs share only with those of the same salt: the default since the end of 2014 (Mem.ShareForceSalting 2).</summary>
    [Key("salting", "Whether VMs share pages only with VMs of the same salt, and those without one with nobody.")]
    public bool Salting { get; init; } = true;
}
