using Sim.Hosts.Cpu.Machine;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>A CPU scheduling policy: which vCPU runs on which pCPU, and for how long.</summary>
/// <remarks>
/// <para>
/// One instance serves one host. It keeps its own state in arrays by vCPU (dense ids from 0) and by pCPU; the mechanics
/// (switch costs, SMT, accounting, the guest) are the host's. All calls come one after the other at the host's
/// <see cref="CpuHost.Now"/>. A policy never calls another pCPU's pick: it asks for one with <see cref="CpuHost.Ask"/>,
/// which happens at the same instant, after the present call.
/// </para>
/// <para>
/// What must hold: a runnable vCPU is either running or kept by the policy; a vCPU is on one pCPU at most, and only on
/// one that <see cref="CpuHost.Allowed"/> permits; a policy that holds one back by a limit or for its siblings says so
/// with <see cref="CpuHost.Hold"/>, and with <see cref="CpuHost.Release"/> when it may run again.
/// </para>
/// </remarks>
[PluginKind("schedulers", "Decides which vCPU runs on which pCPU, and for how long.")]
public interface IVcpuScheduler
{
    /// <summary>
    /// Whether the policy itself keeps each VM below <see cref="VcpuClaim.Limit"/>. Where it does not,
    /// <see cref="QuotaScheduler"/> is put in front of it for hosts that have a VM with a limit.
    /// </summary>
    bool EnforcesLimits => false;

    /// <summary>Called once, before anything runs; every vCPU is blocked.</summary>
    void Start(CpuHost host);

    /// <summary>The vCPU has become runnable. It is on no pCPU: keep it, and ask for picks where it should run.</summary>
    void Wake(int vcpu);

    /// <summary>Decides what a pCPU does next.</summary>
    /// <param name="pcpu">The pCPU.</param>
    /// <param name="previous">
    /// The vCPU that was running there, or -1. Unless <paramref name="reason"/> is <see cref="PickReason.Blocked"/> it is
    /// still runnable: the policy chooses it again or keeps it.
    /// </param>
    /// <param name="reason">Why a decision is due.</param>
    Choice Pick(int pcpu, int previous, PickReason reason);

    /// <summary>A time set with <see cref="CpuHost.SetTimer"/> has come.</summary>
    void Timer(int kind, int argument)
    {
    }

    /// <summary>
    /// <paramref name="vcpu"/>, which is about to yield, would rather see its sibling <paramref name="target"/> run (KVM's
    /// directed yield). A hint: a policy that knows no such thing does nothing.
    /// </summary>
    void YieldTo(int vcpu, int target)
    {
    }
}
