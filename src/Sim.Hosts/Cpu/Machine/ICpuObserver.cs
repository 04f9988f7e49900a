using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <summary>Watches the vCPUs of a host change state, for a timeline.</summary>
public interface ICpuObserver
{
    /// <summary>A vCPU was in a state for a while; it enters another now, or the run ends. May be no time at all.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="state">The state it was in.</param>
    /// <param name="pcpu">Where it ran; -1 unless it did.</param>
    /// <param name="from">Since when; its end is now.</param>
    /// <param name="to">Until when.</param>
    void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to);

    /// <summary>A blocked vCPU becomes runnable; it leaves its state next.</summary>
    /// <param name="waker">The vCPU that woke it; -1: a timer, a device, the outside.</param>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="at">When.</param>
    void Woke(int waker, int vcpu, SimTime at);
}
