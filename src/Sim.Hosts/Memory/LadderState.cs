namespace Sim.Hosts.Memory;

/// <summary>How short a host is of free memory; what is done in one state is done in all that follow.</summary>
public enum LadderState
{
    /// <summary>Enough: only background sharing.</summary>
    High,

    /// <summary>Large pages are broken so that they can be shared.</summary>
    Clear,

    /// <summary>Balloons.</summary>
    Soft,

    /// <summary>Compression and swapping by the host.</summary>
    Hard,

    /// <summary>VMs above their target stand still as well.</summary>
    Low,
}
