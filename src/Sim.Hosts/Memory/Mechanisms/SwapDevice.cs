namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>What a host swaps to.</summary>
public enum SwapDevice
{
    /// <summary>Latency as the costs say (swapIn), throughput as the swap's options say.</summary>
    Given,

    /// <summary>A disk: 8 ms to read a page, 125 reads a second; writes go in long runs at 100 MB/s.</summary>
    Hdd,

    /// <summary>SATA flash: 150 us, 90,000 reads and 35,000 writes a second.</summary>
    Ssd,

    /// <summary>NVMe flash: 90 us, 465,000 reads and 180,000 writes a second.</summary>
    Nvme,
}
