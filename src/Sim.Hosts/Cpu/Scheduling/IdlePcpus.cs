using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>Finding an idle pCPU for a vCPU that has woken.</summary>
public static class IdlePcpus
{
    /// <summary>Asks an idle pCPU to decide: the one the vCPU ran on last, else one on an idle core, else any.</summary>
    /// <returns>The pCPU asked; -1 where none that the vCPU may use is idle.</returns>
    public static int AskFor(CpuHost host, int vcpu)
    {
        int pcpu = Find(host, vcpu);
        if (pcpu >= 0)
        {
            host.Ask(pcpu);
        }

        return pcpu;
    }

    /// <summary>The pCPU that <see cref="AskFor"/> would ask; -1: none.</summary>
    public static int Find(CpuHost host, int vcpu)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.IdleCount == 0)
        {
            return -1;
        }

        int last = host.LastPcpu(vcpu);
        if (last >= 0 && host.IsIdle(last) && host.IsCoreIdle(last))
        {
            return last;
        }

        int found = last >= 0 && host.IsIdle(last) ? last : -1;
        for (int pcpu = host.NextIdle(0); pcpu >= 0; pcpu = host.NextIdle(pcpu + 1))
        {
            if (host.Allowed(vcpu, pcpu))
            {
                if (host.IsCoreIdle(pcpu))
                {
                    return pcpu;
                }

                found = found < 0 ? pcpu : found;
            }
        }

        return found;
    }
}
