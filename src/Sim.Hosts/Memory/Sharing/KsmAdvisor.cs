namespace Sim.Hosts.Memory.Sharing;

/// <summary>Who says how many pages <see cref="Ksm"/> scans in a batch (advisor_mode).</summary>
public enum KsmAdvisor
{
    /// <summary>pages_to_scan.</summary>
    None,

    /// <summary>The kernel, such that a pass takes a given time.</summary>
    ScanTime,
}
