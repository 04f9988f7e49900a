namespace Sim.Traces;

/// <summary>What a series of samples measures. Values are means over the interval that a sample stands for.</summary>
public enum Counter
{
    /// <summary>CPU use in percent of the VM's size, 0 to 100; a little above 100 where a trace counts turbo or overhead.</summary>
    Cpu,

    /// <summary>The least CPU use within the interval, in percent of the VM's size.</summary>
    CpuMin,

    /// <summary>The greatest CPU use within the interval, in percent of the VM's size.</summary>
    CpuMax,

    /// <summary>CPU use in MHz as the trace itself states it; kept only when asked for.</summary>
    CpuUsed,

    /// <summary>Provisioned CPU capacity of all vCPUs together, in MHz; changes at a resize.</summary>
    CpuCapacity,

    /// <summary>Provisioned vCPUs; changes at a resize.</summary>
    Cores,

    /// <summary>Provisioned memory in MiB; changes at a resize.</summary>
    MemorySize,

    /// <summary>Memory in active use, in MiB.</summary>
    MemoryActive,

    /// <summary>Memory that the host has given the VM, in MiB: vSphere's mem.consumed, libvirt's rss.</summary>
    MemoryConsumed,

    /// <summary>Disk reads in KiB/s.</summary>
    DiskRead,

    /// <summary>Disk writes in KiB/s.</summary>
    DiskWrite,

    /// <summary>Network traffic received, in KiB/s.</summary>
    NetReceived,

    /// <summary>Network traffic sent, in KiB/s.</summary>
    NetSent,
}
