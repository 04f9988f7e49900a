using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's ARINC 653 scheduler: a fixed table says who runs when; who has nothing to do in its slot leaves it idle.</summary>
/// <remarks>
/// Rules: models.md A4; checked against xen/common/sched/arinc653.c. Xen's table serves one pCPU and is written by hand.
/// Here each pCPU has one, made of the vCPUs that fall to it in turn: each has one slot in the major frame, as long as its
/// VM's budget or the default.
/// </remarks>
[Plugin("arinc653", "Xen ARINC 653: a fixed table of slots for each pCPU.", Source = "models.md A4; xen/common/sched/arinc653.c")]
public sealed class Arinc653(Arinc653Options options) : IVcpuScheduler
{
    private CpuHost _host = null!;
    private bool[] _awake = []; // by vCPU
    private int[] _home = []; // by vCPU
    private int[][] _table = []; // by pCPU: the vCPUs in order
    private long[][] _ends = []; // by pCPU: where each slot ends in the frame
    private long[] _frame = []; // by pCPU; 0: it serves nobody
    private long _start;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _start) = (host, host.Now);
        int pcpus = host.Pcpus;
        (_awake, _home) = (new bool[host.Vcpus], new int[host.Vcpus]);
        int[] counts = new int[pcpus];
        for (int vcpu = 0; vcpu < _home.Length; vcpu++)
        {
            int home = -1;
            for (int pcpu = 0; pcpu < pcpus; pcpu++)
            {
                home = host.Allowed(vcpu, pcpu) && (home < 0 || counts[pcpu] < counts[home]) ? pcpu : home;
            }

            _home[vcpu] = home;
            counts[home]++;
        }

        (_table, _ends, _frame) = (new int[pcpus][], new long[pcpus][], new long[pcpus]);
        for (int pcpu = 0; pcpu < pcpus; pcpu++)
        {
            MakeTable(pcpu, counts[pcpu]);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _awake[vcpu] = true;
        _host.Ask(_home[vcpu]);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason == PickReason.Blocked)
        {
            _awake[previous] = false;
        }

        long at = (_host.Now - _start) % _frame[pcpu];
        int slot = 0;
        while (slot < _table[pcpu].Length && at >= _ends[pcpu][slot])
        {
            slot++;
        }

        return slot < _table[pcpu].Length && _awake[_table[pcpu][slot]]
            ? new Choice(_table[pcpu][slot], _ends[pcpu][slot] - at)
            : Choice.Idle;
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        long frame = (_host.Now - _start) / _frame[kind] * _frame[kind];
        int next = argument + 1 < _table[kind].Length ? argument + 1 : 0;
        long begin = next > 0 ? _ends[kind][next - 1] : _frame[kind];
        _host.SetTimer(_start + frame + begin, kind, next);
        _host.Ask(kind);
    }

    private void MakeTable(int pcpu, int count)
    {
        (_table[pcpu], _ends[pcpu]) = (new int[count], new long[count]);
        long end = 0;
        int slot = 0;
        for (int vcpu = 0; vcpu < _home.Length; vcpu++)
        {
            if (_home[vcpu] == pcpu)
            {
                end += (_host.Vms[_host.VmOf(vcpu)].Budget ?? options.Slot).Nanoseconds;
                (_table[pcpu][slot], _ends[pcpu][slot]) = (vcpu, end);
                slot++;
            }
        }

        _frame[pcpu] = Math.Max(end, options.MajorFrame.Nanoseconds);
        if (count > 0)
        {
            _host.SetTimer(_start, pcpu, 0);
        }
    }
}
