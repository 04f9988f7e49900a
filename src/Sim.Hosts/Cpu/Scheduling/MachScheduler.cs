using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>The Mach timeshare scheduler of XNU: priority falls with recent CPU use, which decays by 5/8 eight times a second.</summary>
/// <remarks>
/// XNU, osfmk/kern/priority.c and sched_prim.c: usage is decayed by 5/8 each scheduler tick of 1/8 s; priority is the base
/// less usage, scaled so that the use of a whole CPU (5/3 of a tick in the long run) takes about the whole base of 31, and
/// the more so the more threads there are per CPU. The kernel's shifts by powers of two are a smooth scale here; decay is
/// exact. Not modelled: classes of service, clutch scheduling, efficiency cores.
/// </remarks>
/// <param name="quantum">In ns.</param>
internal sealed class MachScheduler(long quantum) : IVcpuScheduler
{
    private const int DefaultBase = 31;
    private const int DecaySteps = 32; // after which nothing is left
    private const long Tick = 125_000_000;

    private readonly double[] _decay = new double[DecaySteps];
    private CpuHost _host = null!;
    private PriorityQueues _queues = null!;
    private int[] _base = []; // by vCPU
    private int[] _priority = []; // by vCPU
    private double[] _usage = []; // by vCPU, ns
    private long[] _stamp = []; // by vCPU: tick that its usage is decayed to
    private long[] _since = []; // by vCPU: since when its run is not yet in its usage
    private long[] _left = []; // by vCPU: of its quantum
    private double _load = 1; // runnable vCPUs for each pCPU, 1 or more
    private int _runnable;

    /// <summary>Base priority of a VM: its priority of 0 to 139 on 0 to 63, 70 being 31 (default).</summary>
    public static int LevelOf(VcpuClaim claim) => Math.Clamp(claim.Priority * 63 / 140, 0, 63);

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        _host = host;
        _queues = new PriorityQueues(host);
        (_base, _priority, _usage) = (new int[host.Vcpus], new int[host.Vcpus], new double[host.Vcpus]);
        (_stamp, _since, _left) = (new long[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus]);
        for (int step = 0; step < DecaySteps; step++)
        {
            _decay[step] = step == 0 ? 1 : _decay[step - 1] * 5 / 8;
        }

        for (int vcpu = 0; vcpu < _base.Length; vcpu++)
        {
            _base[vcpu] = LevelOf(host.Vms[host.VmOf(vcpu)]);
        }

        host.SetTimer(host.Now + Tick, 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _runnable++;
        Age(vcpu);
        _left[vcpu] = quantum;
        _queues.Add(vcpu, _priority[vcpu]);
        _queues.Place(vcpu, _priority);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Return(previous, reason);
        }

        int vcpu = _queues.Take(pcpu, previous);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _since[vcpu] = _host.Now;
        return new Choice(vcpu, _left[vcpu]);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + Tick, 0, 0);
        _load = Math.Max(1, (double)_runnable / _host.Pcpus);
        for (int vcpu = 0; vcpu < _base.Length; vcpu++)
        {
            if (_queues.PriorityOf(vcpu) is >= 0 and int before)
            {
                Age(vcpu);
                if (_priority[vcpu] != before)
                {
                    _queues.Remove(vcpu);
                    _queues.Add(vcpu, _priority[vcpu]);
                    _queues.Place(vcpu, _priority);
                }
            }
            else if (_host.PcpuOf(vcpu) >= 0)
            {
                Use(vcpu);
            }
        }
    }

    private void Return(int vcpu, PickReason reason)
    {
        Use(vcpu);
        if (reason == PickReason.Blocked)
        {
            _runnable--;
            return;
        }

        bool over = _left[vcpu] <= 0;
        _left[vcpu] = over ? quantum : _left[vcpu];
        _queues.Add(vcpu, _priority[vcpu], first: !over && reason != PickReason.Yielded);
    }

    private void Use(int vcpu)
    {
        long span = _host.Now - _since[vcpu];
        _since[vcpu] = _host.Now;
        _left[vcpu] -= span;
        _usage[vcpu] += span;
        Age(vcpu);
    }

    private void Age(int vcpu)
    {
        long tick = _host.Now / Tick;
        long missed = tick - _stamp[vcpu];
        _stamp[vcpu] = tick;
        _usage[vcpu] = missed < DecaySteps ? _usage[vcpu] * _decay[missed] : 0;
        double drop = _usage[vcpu] * _load * DefaultBase * 3 / (5 * Tick);
        _priority[vcpu] = (int)Math.Max(0, _base[vcpu] - drop);
    }
}
