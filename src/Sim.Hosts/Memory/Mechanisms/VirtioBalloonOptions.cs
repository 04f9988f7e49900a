using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Options of <see cref="VirtioBalloon"/>; the defaults are QEMU's and Linux' where they have them.</summary>
public sealed record VirtioBalloonOptions
{
    /// <summary>How fast it is: [M], 256 pages to a request.</summary>
    [Key("rate", "Memory that a balloon can take or give back in a second.", Min = 4096, Example = "1 GiB")]
    public Bytes Rate { get; init; } = Bytes.FromGibibytes(1);

    /// <summary>VIRTIO_BALLOON_F_DEFLATE_ON_OOM; off in QEMU.</summary>
    [Key("deflateOnOom", "Whether the balloon gives pages back when the guest's processes would otherwise have to swap.")]
    public bool DeflateOnOom { get; init; }

    /// <summary>VIRTIO_BALLOON_F_REPORTING; off in QEMU.</summary>
    [Key("freePageReporting", "Whether the guest tells the host which of its pages are free.")]
    public bool FreePageReporting { get; init; }

    /// <summary>How often it reports (PAGE_REPORTING_DELAY, 2 s).</summary>
    [Key("reportInterval", "How often the guest reports free pages.", Min = 1e6, Max = 1e12, Example = "2 s")]
    public Duration ReportInterval { get; init; } = Duration.FromSeconds(2);

    /// <summary>Blocks of 2 MiB in a report (PAGE_REPORTING_CAPACITY, 32).</summary>
    [Key("reportBatch", "Blocks of 2 MiB that go into one report.", Min = 1, Max = 65536)]
    public int ReportBatch { get; init; } = 32;
}
