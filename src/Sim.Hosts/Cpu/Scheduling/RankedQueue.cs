using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>
/// One queue for all pCPUs that preempts by rank, smallest first (ties: by id): what a policy needs that only has an idea
/// of who is more urgent.
/// </summary>
public sealed class RankedQueue
{
    private readonly CpuHost _host;
    private readonly SharedQueue _waiting;
    private readonly RunningRanks _running;
    private readonly long[] _served; // by vCPU: its service when it woke

    /// <summary>Of a host at rest.</summary>
    public RankedQueue(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _waiting, _running) = (host, new SharedQueue(host), new RunningRanks(host));
        _served = new long[host.Vcpus];
    }

    /// <summary>How long a vCPU has been on pCPUs since it last woke, in ns.</summary>
    public long Ran(int vcpu) => _host.ServiceOf(vcpu) - _served[vcpu];

    /// <summary>A vCPU has become runnable: it goes to an idle pCPU, else to that with the least urgent vCPU if it is more urgent.</summary>
    public void Wake(int vcpu, long rank)
    {
        _served[vcpu] = _host.ServiceOf(vcpu);
        _waiting.Add(vcpu, rank);
        _running.Place(vcpu, rank);
    }

    /// <summary>The vCPU of a pick at hand could go on: it waits with all others, at a rank that may be new.</summary>
    public void Keep(int vcpu, long rank) => _waiting.Add(vcpu, rank);

    /// <summary>The most urgent vCPU that may use a pCPU; one that has just yielded only where there is no other.</summary>
    /// <param name="pcpu">The pCPU.</param>
    /// <param name="previous">Who ran there, or -1; kept before by <see cref="Keep"/> where it could go on.</param>
    /// <param name="reason">Why a decision is due.</param>
    /// <param name="slice">For how long at most.</param>
    public Choice Pick(int pcpu, int previous, PickReason reason, Duration slice)
    {
        _running.Deciding(pcpu);
        int vcpu = _waiting.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _running.Decided(pcpu, _waiting.KeyOf(vcpu));
        _waiting.Remove(vcpu);
        _waiting.OfferIdle();
        if (previous >= 0 && _waiting.Has(previous))
        {
            _running.Place(previous, _waiting.KeyOf(previous));
        }

        return Choice.Run(vcpu, slice);
    }
}
