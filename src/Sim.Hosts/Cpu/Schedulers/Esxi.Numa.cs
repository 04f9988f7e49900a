using System;

namespace Sim.Hosts.Cpu.Schedulers;

/// <content>Home nodes and their rebalancing.</content>
public sealed partial class Esxi
{
    private int[] _home = []; // by VM; -1: none
    private long[] _usedBefore = []; // by VM, at the last rebalancing
    private double[] _demand = []; // by VM, in pCPUs since the last rebalancing
    private double[] _load = []; // by node

    /// <inheritdoc/>
    protected override bool IsAtHome(int vm, int pcpu) => _home[vm] < 0 || _home[vm] == Host.Topology.NodeOf[pcpu];

    // Power-on: a VM goes where it may run and the fewest vCPUs are at home.
    private void StartNuma()
    {
        int vms = Host.Vms.Count;
        (_home, _usedBefore, _demand) = (new int[vms], new long[vms], new double[vms]);
        _load = new double[Host.Topology.Nodes];
        Array.Fill(_home, -1);
        if (!options.Numa || Host.Topology.Nodes == 1)
        {
            return;
        }

        for (int vm = 0; vm < vms; vm++)
        {
            int best = -1;
            for (int node = 0; node < _load.Length; node++)
            {
                if (Holds(node, vm) && (best < 0 || _load[node] < _load[best]))
                {
                    best = node;
                }
            }

            _home[vm] = best;
            if (best >= 0)
            {
                _load[best] += Host.Vms[vm].Vcpus;
            }
        }

        Host.SetTimer(Host.Now + options.NumaRebalance.Nanoseconds, NumaTimer, 0);
    }

    // Whether a VM fits on a node with pCPUs that it may use.
    private bool Holds(int node, int vm)
    {
        int perNode = Host.Pcpus / Host.Topology.Nodes;
        int usable = 0;
        for (int pcpu = node * perNode; pcpu < (node + 1) * perNode; pcpu++)
        {
            usable += Host.Allowed(Host.FirstVcpu(vm), pcpu) ? 1 : 0;
        }

        return Host.Vms[vm].Vcpus <= usable;
    }

    // Moves the one VM that evens out the fullest and the emptiest node best.
    private void Rebalance()
    {
        Measure();
        (int full, int empty) = (0, 0);
        for (int node = 1; node < _load.Length; node++)
        {
            full = _load[node] > _load[full] ? node : full;
            empty = _load[node] < _load[empty] ? node : empty;
        }

        double gap = _load[full] - _load[empty];
        double perNode = (double)Host.Pcpus / Host.Topology.Nodes;
        int best = -1;
        for (int vm = 0; vm < _home.Length && gap > options.NumaImbalance * perNode; vm++)
        {
            if (_home[vm] == full && _demand[vm] > 0 && _demand[vm] < gap && Holds(empty, vm)
                && (best < 0 || Math.Abs((gap / 2) - _demand[vm]) < Math.Abs((gap / 2) - _demand[best])))
            {
                best = vm;
            }
        }

        if (best >= 0)
        {
            _home[best] = empty;
        }

        Host.SetTimer(Host.Now + options.NumaRebalance.Nanoseconds, NumaTimer, 0);
    }

    // Demand: what was used, and one pCPU for each vCPU that waits just now.
    private void Measure()
    {
        Array.Clear(_load);
        for (int vm = 0; vm < _home.Length; vm++)
        {
            long used = 0;
            int waits = 0;
            for (int vcpu = Host.FirstVcpu(vm); vcpu < Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus; vcpu++)
            {
                used += Host.ServiceOf(vcpu);
                waits += IsWaiting(vcpu) ? 1 : 0;
            }

            _demand[vm] = Math.Min(Host.Vms[vm].Vcpus, ((double)(used - _usedBefore[vm]) / options.NumaRebalance.Nanoseconds) + waits);
            _usedBefore[vm] = used;
            if (_home[vm] >= 0)
            {
                _load[_home[vm]] += _demand[vm];
            }
        }
    }
}
