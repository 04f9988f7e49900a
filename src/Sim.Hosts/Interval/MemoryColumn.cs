namespace Sim.Hosts.Interval;

/// <summary>What is measured of memory step by step; those up to <see cref="Stalled"/> of each VM too.</summary>
public enum MemoryColumn
{
    /// <summary>Guest memory backed by machine memory, its own or shared, in MiB.</summary>
    Granted,

    /// <summary>Working sets, in MiB.</summary>
    Active,

    /// <summary>Machine memory that VMs account for, in MiB.</summary>
    Consumed,

    /// <summary>Guest memory mapped to machine pages that several guest pages map, in MiB.</summary>
    Shared,

    /// <summary>Machine memory that sharing saves, in MiB.</summary>
    Saved,

    /// <summary>Taken by balloons, in MiB.</summary>
    Ballooned,

    /// <summary>Guest memory in compression caches, in MiB.</summary>
    Compressed,

    /// <summary>Guest memory in the host's swap, in MiB.</summary>
    Swapped,

    /// <summary>Read from the host's swap, in MiB a second.</summary>
    SwapIn,

    /// <summary>Written to the host's swap, in MiB a second.</summary>
    SwapOut,

    /// <summary>vCPU time that guests would have run had no access waited, in seconds.</summary>
    Wanted,

    /// <summary>Of that, what memory let them run, in seconds.</summary>
    Done,

    /// <summary>vCPU time that stood still for memory, in seconds.</summary>
    Stalled,

    /// <summary>Machine memory that nobody has, in MiB.</summary>
    Free,

    /// <summary>CPU time of the hypervisor for taking memory back, in seconds.</summary>
    ReclaimCpu,

    /// <summary>CPU time of the hypervisor for finding pages to share, in seconds.</summary>
    ScanCpu,

    /// <summary>Part of the time in the ladder's state clear.</summary>
    Clear,

    /// <summary>Part of the time in the ladder's state soft.</summary>
    Soft,

    /// <summary>Part of the time in the ladder's state hard.</summary>
    Hard,

    /// <summary>Part of the time in the ladder's state low.</summary>
    Low,
}
