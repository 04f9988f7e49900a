namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Which pCPUs share one run queue under <see cref="Credit2"/> (Xen's credit2_runqueue).</summary>
public enum Credit2Runqueue
{
    /// <summary>None: each has its own.</summary>
    Cpu,

    /// <summary>The threads of a core.</summary>
    Core,

    /// <summary>Those of a socket.</summary>
    Socket,

    /// <summary>Those of a NUMA node.</summary>
    Node,

    /// <summary>All of the host.</summary>
    All,
}
