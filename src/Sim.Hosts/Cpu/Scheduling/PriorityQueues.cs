using System;
using System.Numerics;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>Waiting vCPUs by priority, 0 to 63, and in line within each: finding the highest costs a bit scan.</summary>
internal sealed class PriorityQueues
{
    private readonly CpuHost _host;
    private readonly VcpuQueue[] _lines = new VcpuQueue[64];
    private readonly int[] _at; // by vCPU: the priority it waits at, or -1
    private ulong _filled;

    /// <summary>Nobody waits.</summary>
    public PriorityQueues(CpuHost host)
    {
        _host = host;
        _at = new int[host.Vcpus];
        Array.Fill(_at, -1);
        for (int priority = 0; priority < _lines.Length; priority++)
        {
            _lines[priority] = new VcpuQueue();
            _lines[priority].Reset(host.Vcpus);
        }
    }

    /// <summary>The priority a vCPU waits at; -1: it does not wait.</summary>
    public int PriorityOf(int vcpu) => _at[vcpu];

    /// <summary>Puts a vCPU in line: last or first of its priority.</summary>
    public void Add(int vcpu, int priority, bool first = false)
    {
        _at[vcpu] = priority;
        _filled |= 1UL << priority;
        if (first)
        {
            _lines[priority].AddFirst(vcpu);
        }
        else
        {
            _lines[priority].Add(vcpu);
        }
    }

    /// <summary>Takes a vCPU out.</summary>
    public void Remove(int vcpu)
    {
        int priority = _at[vcpu];
        _at[vcpu] = -1;
        _lines[priority].Remove(vcpu);
        if (_lines[priority].Count == 0)
        {
            _filled &= ~(1UL << priority);
        }
    }

    /// <summary>Takes out the first of the highest priority that may use the pCPU; who ran there and now waits is offered an idle one.</summary>
    /// <param name="pcpu">The pCPU.</param>
    /// <param name="previous">Who ran there, or -1.</param>
    /// <returns>A vCPU, or -1.</returns>
    public int Take(int pcpu, int previous)
    {
        int vcpu = Highest(pcpu);
        if (vcpu >= 0)
        {
            Remove(vcpu);
        }

        if (previous >= 0 && _at[previous] >= 0)
        {
            IdlePcpus.AskFor(_host, previous);
        }

        return vcpu;
    }

    /// <summary>
    /// Asks an idle pCPU to decide for a vCPU that waits, or else the one that runs the lowest of all priorities below its
    /// own. Looks at every pCPU.
    /// </summary>
    public void Place(int vcpu, int[] priorities)
    {
        if (IdlePcpus.AskFor(_host, vcpu) >= 0)
        {
            return;
        }

        int found = -1;
        int lowest = _at[vcpu];
        for (int pcpu = 0; pcpu < _host.Pcpus; pcpu++)
        {
            int current = _host.CurrentOf(pcpu);
            if (current >= 0 && priorities[current] < lowest && _host.Allowed(vcpu, pcpu))
            {
                (found, lowest) = (pcpu, priorities[current]);
            }
        }

        if (found >= 0)
        {
            _host.Ask(found);
        }
    }

    private int Highest(int pcpu)
    {
        for (ulong left = _filled; left != 0;)
        {
            int priority = 63 - BitOperations.LeadingZeroCount(left);
            left &= ~(1UL << priority);
            for (int vcpu = _lines[priority].First; vcpu >= 0; vcpu = _lines[priority].After(vcpu))
            {
                if (_host.Allowed(vcpu, pcpu))
                {
                    return vcpu;
                }
            }
        }

        return -1;
    }
}
