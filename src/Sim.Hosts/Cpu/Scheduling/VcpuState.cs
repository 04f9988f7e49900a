namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>What a vCPU is doing. The times of the six states add up to wall time (models.md 0.1).</summary>
public enum VcpuState
{
    /// <summary>Halted: nothing to do until a timer, I/O or another vCPU wakes it.</summary>
    Blocked,

    /// <summary>Runnable, waiting for a pCPU.</summary>
    Ready,

    /// <summary>On a pCPU.</summary>
    Running,

    /// <summary>Runnable, but held back because its siblings lag (co-scheduling).</summary>
    CoStopped,

    /// <summary>Runnable, but held by a limit: parked, throttled, out of budget.</summary>
    Capped,

    /// <summary>Waiting for a page of its memory that the host, or its guest, must fetch first.</summary>
    SwapWait,
}
