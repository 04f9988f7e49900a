using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>vCPUs that are threads of a general operating system: its scheduler decides.</summary>
/// <remarks>
/// Hosted on Linux there is no policy of its own: choose Linux's. Whether the thing beneath knows limits is its own answer.
/// </remarks>
/// <param name="threads">The operating system's scheduler.</param>
public abstract class HostedScheduler(IVcpuScheduler threads) : IVcpuScheduler
{
    /// <inheritdoc/>
    public virtual bool EnforcesLimits => threads.EnforcesLimits;

    /// <inheritdoc/>
    public void Start(CpuHost host) => threads.Start(host);

    /// <inheritdoc/>
    public void Wake(int vcpu) => threads.Wake(vcpu);

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason) => threads.Pick(pcpu, previous, reason);

    /// <inheritdoc/>
    public void Timer(int kind, int argument) => threads.Timer(kind, argument);

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target) => threads.YieldTo(vcpu, target);
}
