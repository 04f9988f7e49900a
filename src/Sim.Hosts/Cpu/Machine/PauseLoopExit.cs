namespace Sim.Hosts.Cpu.Machine;

/// <summary>What the hypervisor does with a vCPU that spins.</summary>
public enum PauseLoopExit
{
    /// <summary>It spins on.</summary>
    Off,

    /// <summary>It yields.</summary>
    Yield,

    /// <summary>It yields in favour of a sibling that was preempted and does not itself spin.</summary>
    DirectedYield,
}
