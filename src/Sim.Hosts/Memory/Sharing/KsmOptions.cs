using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>Options of <see cref="Ksm"/>; the defaults are those of Linux (/sys/kernel/mm/ksm).</summary>
public sealed record KsmOptions
{
    /// <summary>Pages of a batch (pages_to_scan).</summary>
    [Key("pagesToScan", "Pages that are scanned in a batch.", Min = 1, Max = 1e7)]
    public int PagesToScan { get; init; } = 100;

    /// <summary>Sleep between batches (sleep_millisecs).</summary>
    [Key("sleep", "Sleep between batches.", Min = 0, Max = 1e11, Example = "20 ms")]
    public Duration Sleep { get; init; } = Duration.FromMilliseconds(20);

    /// <summary>The kernel's tick: sleeps end on the one after they are over. Zero: they end in time.</summary>
    [Key("tick", "The kernel's tick (1 / CONFIG_HZ), on which sleeps end; 0: they end in time.", Min = 0, Max = 1e8, Example = "4 ms")]
    public Duration Tick { get; init; }

    /// <summary>Leaves out pages that were tried in vain again and again (smart_scan, Linux 6.7).</summary>
    [Key("smartScan", "Whether pages that were tried in vain are left out for some passes.")]
    public bool SmartScan { get; init; } = true;

    /// <summary>Whether a page must be unchanged since the last pass even to be merged with one that is shared already (Linux 6.11).</summary>
    [Key("checksumFirst", "Whether only unchanged pages are looked up among the shared ones (Linux 6.11), or all.")]
    public bool ChecksumFirst { get; init; } = true;

    /// <summary>The most guest pages that map one machine page (max_page_sharing).</summary>
    [Key("mostSharers", "The most guest pages that map one machine page.", Min = 2, Max = 1e9)]
    public int MostSharers { get; init; } = 256;

    /// <summary>Whether pages of zeros become the kernel's page of zeros (use_zero_pages).</summary>
    [Key("zeroPages", "Whether pages of zeros are mapped to the kernel's page of zeros.")]
    public bool ZeroPages { get; init; }

    /// <summary>Whether VMs of different NUMA nodes share (merge_across_nodes).</summary>
    [Key("acrossNodes", "Whether VMs of different NUMA nodes share pages.")]
    public bool AcrossNodes { get; init; } = true;

    /// <summary>Who says how many pages a batch has.</summary>
    [Key("advisor", "Who says how many pages are scanned in a batch: 'none' (pagesToScan) or 'scan-time'.")]
    public KsmAdvisor Advisor { get; init; } = KsmAdvisor.None;

    /// <summary>How long a pass should take under <see cref="KsmAdvisor.ScanTime"/> (advisor_target_scan_time).</summary>
    [Key("target", "How long a pass should take under 'advisor: scan-time'.", Min = 1e9, Max = 1e14, Example = "200 s")]
    public Duration Target { get; init; } = Duration.FromSeconds(200);

    /// <summary>Pages of the advisor's first batches (advisor_min_pages_to_scan).</summary>
    [Key("leastPages", "Pages of the advisor's first batches.", Min = 1, Max = 1e7)]
    public int LeastPages { get; init; } = 500;

    /// <summary>The most that the advisor asks for (advisor_max_pages_to_scan).</summary>
    [Key("mostPages", "The most pages of a batch that the advisor asks for.", Min = 1, Max = 1e8)]
    public int MostPages { get; init; } = 30_000;

    /// <summary>The most CPU that the advisor uses, in per cent (advisor_max_cpu).</summary>
    [Key("mostCpu", "The most CPU that the advisor lets scanning take, in per cent of one.", Min = 1, Max = 100)]
    public int MostCpu { get; init; } = 70;
}
