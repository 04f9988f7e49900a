using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>One queue of waiting vCPUs for all pCPUs, in the order of a key (ties: by id), smallest first.</summary>
/// <remarks>
/// Adding and taking cost O(log n), and one step more for each waiter in front that its affinity keeps off the pCPU.
/// </remarks>
public sealed class SharedQueue
{
    private readonly CpuHost _host;
    private readonly VcpuTree _tree;

    /// <summary>An empty queue for the vCPUs of a host.</summary>
    public SharedQueue(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _tree = new VcpuTree(host.Vcpus);
    }

    /// <summary>How many wait.</summary>
    public int Count => _tree.Count;

    /// <summary>The one with the smallest key, or -1.</summary>
    public int First => _tree.First;

    /// <summary>The smallest second value of all; <see cref="long.MaxValue"/> where nobody waits.</summary>
    public long SmallestValue => _tree.SmallestValue;

    /// <summary>Whether a vCPU waits here.</summary>
    public bool Has(int vcpu) => _tree.Has(vcpu);

    /// <summary>The key of one that waits.</summary>
    public long KeyOf(int vcpu) => _tree.KeyOf(vcpu);

    /// <summary>Adds a vCPU.</summary>
    public void Add(int vcpu, long key, long value = 0) => _tree.Add(vcpu, key, value);

    /// <summary>Takes a vCPU out.</summary>
    public void Remove(int vcpu) => _tree.Remove(vcpu);

    /// <summary>The first that may use a pCPU, or -1.</summary>
    /// <param name="pcpu">The pCPU.</param>
    /// <param name="unless">One that is found only where there is no other, since it has yielded; -1: nobody.</param>
    public int FirstFor(int pcpu, int unless = -1)
    {
        int found = -1;
        for (int vcpu = _tree.First; vcpu >= 0; vcpu = _tree.After(vcpu))
        {
            if (!_host.Allowed(vcpu, pcpu))
            {
                continue;
            }

            if (vcpu != unless)
            {
                return vcpu;
            }

            found = vcpu;
        }

        return found;
    }

    /// <summary>
    /// Asks an idle pCPU to decide, if one is there that somebody here may use: due after a pick, which may have left behind
    /// who could run elsewhere. Each pick that follows does the same, so one at a time is enough.
    /// </summary>
    public void OfferIdle()
    {
        if (_host.IdleCount == 0)
        {
            return;
        }

        for (int vcpu = _tree.First; vcpu >= 0; vcpu = _tree.After(vcpu))
        {
            if (IdlePcpus.AskFor(_host, vcpu) >= 0)
            {
                return;
            }
        }
    }
}
