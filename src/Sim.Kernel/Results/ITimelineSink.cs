using Sim.Kernel.Quantities;

namespace Sim.Kernel.Results;

/// <summary>Takes what every vCPU and pCPU of a host did, piece by piece, as a model finds out.</summary>
/// <remarks>
/// Not thread-safe. Every pCPU and vCPU is defined before its first state; numbers are dense from 0. A state is told when it
/// ends, so states of different vCPUs come in order of their ends; those of one vCPU follow each other without overlap, and
/// so do the runs on one pCPU. A wake-up is told when it happens, before the state that it ends.
/// </remarks>
public interface ITimelineSink
{
    /// <summary>Defines a pCPU.</summary>
    /// <param name="pcpu">Its number.</param>
    /// <param name="name">How people call it: <c>socket 0 core 3</c>.</param>
    void DefinePcpu(int pcpu, string name);

    /// <summary>Defines a vCPU.</summary>
    /// <param name="vcpu">Its number among all of the host.</param>
    /// <param name="vm">Its VM's name.</param>
    /// <param name="index">Its number within its VM.</param>
    void DefineVcpu(int vcpu, string vm, int index);

    /// <summary>A vCPU was in a state for a while.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="state">What it did.</param>
    /// <param name="pcpu">Where it ran; -1 where it did not run.</param>
    /// <param name="from">When it began.</param>
    /// <param name="to">When it ended; not before <paramref name="from"/>.</param>
    void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to);

    /// <summary>A vCPU was woken.</summary>
    /// <param name="waker">The vCPU that woke it and runs at that time; -1 for a timer or a device.</param>
    /// <param name="vcpu">The vCPU woken.</param>
    /// <param name="at">When.</param>
    void Wake(int waker, int vcpu, SimTime at);

    /// <summary>There is no more; nothing may follow.</summary>
    void End();
}
