namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>Why a pCPU asks its policy for a decision.</summary>
public enum PickReason
{
    /// <summary>The slice that the policy granted is over; the vCPU could go on.</summary>
    SliceEnd,

    /// <summary>The policy asked for it (<see cref="Machine.CpuHost.Ask"/>); the vCPU, if any, could go on.</summary>
    Asked,

    /// <summary>The vCPU gave the pCPU up though it could go on: pause-loop exit or yield.</summary>
    Yielded,

    /// <summary>The vCPU has blocked: it is not runnable any more.</summary>
    Blocked,
}
