namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>What <see cref="Esxi"/> does about vCPUs of one VM that progress unevenly.</summary>
public enum Coscheduling
{
    /// <summary>Only the vCPU that leads is stopped, until its siblings have caught up (ESX 3 and later).</summary>
    Relaxed,

    /// <summary>The whole VM is stopped until all its runnable vCPUs can start at once (ESX 2).</summary>
    Strict,

    /// <summary>Nothing.</summary>
    Off,
}
