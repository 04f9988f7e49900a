namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Who may share a core's threads under <see cref="Esxi"/>: its schedulers against L1 terminal fault (VMware, "Performance of vSphere 6.7 Scheduling Options", 2019).</summary>
public enum SideChannel
{
    /// <summary>Anybody.</summary>
    None,

    /// <summary>Nobody: one thread of each core is used (side-channel-aware scheduler 1).</summary>
    Scav1,

    /// <summary>vCPUs of the same VM (side-channel-aware scheduler 2).</summary>
    Scav2,
}
