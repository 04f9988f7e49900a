using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>What rank the vCPU on each pCPU has, for policies that preempt by rank: a smaller rank is more urgent.</summary>
public sealed class RunningRanks
{
    private readonly CpuHost _host;
    private readonly long[] _rank; // by pCPU; long.MinValue: nobody to preempt there
    private readonly bool[] _asked; // by pCPU: about to decide already

    /// <summary>Of a host at rest.</summary>
    public RunningRanks(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        (_rank, _asked) = (new long[host.Pcpus], new bool[host.Pcpus]);
        Array.Fill(_rank, long.MinValue);
    }

    /// <summary>A pCPU has begun to decide: it is nobody's to preempt.</summary>
    public void Deciding(int pcpu) => (_rank[pcpu], _asked[pcpu]) = (long.MinValue, false);

    /// <summary>A pCPU has decided for a vCPU of this rank.</summary>
    public void Decided(int pcpu, long rank) => _rank[pcpu] = rank;

    /// <summary>
    /// Asks an idle pCPU to decide for a vCPU, or else the pCPU whose vCPU has the largest rank, if that is above
    /// <paramref name="rank"/>. Looks at every pCPU.
    /// </summary>
    public void Place(int vcpu, long rank)
    {
        if (IdlePcpus.AskFor(_host, vcpu) >= 0)
        {
            return;
        }

        int found = -1;
        for (int pcpu = 0; pcpu < _rank.Length; pcpu++)
        {
            if (!_asked[pcpu] && _rank[pcpu] > rank && (found < 0 || _rank[pcpu] > _rank[found]) && _host.Allowed(vcpu, pcpu))
            {
                found = pcpu;
            }
        }

        if (found >= 0)
        {
            _asked[found] = true;
            _host.Ask(found);
        }
    }
}
