using System;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers;

/// <content>Relaxed and strict co-scheduling.</content>
public sealed partial class Esxi
{
    private VcpuProgress _progress = null!;
    private bool[] _stopped = []; // by vCPU: co-stopped
    private bool[] _armed = []; // by VM: its skew will be looked at
    private bool[] _vmStopped = []; // by VM: strictly co-stopped
    private int[] _runnable = []; // by VM
    private int[] _running = []; // by VM
    private int[] _given = []; // by pCPU: the vCPU that a strict start gives it to, or -1
    private bool _coschedules;

    /// <inheritdoc/>
    protected override bool KeepBack(int vcpu)
    {
        if (_stopped[vcpu])
        {
            return true;
        }

        if (!_vmStopped[Host.VmOf(vcpu)])
        {
            return false;
        }

        Stop(vcpu);
        return true;
    }

    /// <inheritdoc/>
    protected override long Rank(int vcpu) => _coschedules ? _progress.Of(vcpu) : 0;

    /// <inheritdoc/>
    protected override int Assigned(int pcpu)
    {
        int vcpu = _given[pcpu];
        _given[pcpu] = -1;
        return vcpu;
    }

    private void StartCoscheduling()
    {
        _coschedules = options.Coscheduling != Coscheduling.Off;
        _progress = new VcpuProgress(Host);
        int vms = Host.Vms.Count;
        (_stopped, _armed, _vmStopped) = (new bool[Host.Vcpus], new bool[vms], new bool[vms]);
        (_runnable, _running, _given) = (new int[vms], new int[vms], new int[Host.Pcpus]);
        Array.Fill(_given, -1);
    }

    private void SkewWoke(int vcpu)
    {
        int vm = Host.VmOf(vcpu);
        _runnable[vm]++;
        _progress.Wake(vcpu);
        Arm(vm);
    }

    private void SkewPicked(int vcpu)
    {
        int vm = Host.VmOf(vcpu);
        _running[vm]++;
        _progress.Set(vcpu, true);
        Arm(vm);
    }

    private void SkewReturned(int vcpu, bool blocked)
    {
        int vm = Host.VmOf(vcpu);
        _running[vm]--;
        _runnable[vm] -= blocked ? 1 : 0;
        _progress.Set(vcpu, blocked);
        if (blocked)
        {
            _stopped[vcpu] = false;
        }

        Arm(vm);
    }

    // Skew can grow only while some run and some wait; a stopped VM must be looked at until it goes on.
    private void Arm(int vm)
    {
        bool uneven = _running[vm] > 0 && _running[vm] < _runnable[vm];
        if (_coschedules && !_armed[vm] && Host.Vms[vm].Vcpus > 1 && (uneven || _vmStopped[vm]))
        {
            _armed[vm] = true;
            long interval = options.SkewCheck.Nanoseconds;
            Host.SetTimer(((Host.Now / interval) + 1) * interval, SkewTimer, vm);
        }
    }

    private void CheckSkew(int vm)
    {
        _armed[vm] = false;
        if (options.Coscheduling == Coscheduling.Strict)
        {
            CheckStrictly(vm);
        }
        else
        {
            CheckRelaxed(vm);
        }

        Arm(vm);
    }

    private void CheckRelaxed(int vm)
    {
        long slowest = _progress.Slowest(vm);
        bool stays = false;
        for (int vcpu = Host.FirstVcpu(vm); vcpu < Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus; vcpu++)
        {
            if (!Host.IsRunnable(vcpu) || IsCapped(vcpu))
            {
                continue;
            }

            long skew = _progress.Of(vcpu) - slowest;
            if (_stopped[vcpu] && skew < Math.Max(1, options.SkewStart.Nanoseconds))
            {
                _stopped[vcpu] = false;
                Host.Release(vcpu);
                Admit(vcpu);
            }
            else if (!_stopped[vcpu] && skew > options.SkewStop.Nanoseconds)
            {
                Stop(vcpu);
            }

            stays |= _stopped[vcpu];
        }

        if (stays && !_armed[vm])
        {
            _armed[vm] = true;
            Host.SetTimer(Host.Now + options.SkewCheck.Nanoseconds, SkewTimer, vm);
        }
    }

    private void Stop(int vcpu)
    {
        _stopped[vcpu] = true;
        Host.Hold(vcpu, VcpuState.CoStopped);
        if (IsWaiting(vcpu))
        {
            Dequeue(vcpu);
        }
        else if (Host.PcpuOf(vcpu) is >= 0 and int pcpu)
        {
            Host.Ask(pcpu);
        }
    }

    private void CheckStrictly(int vm)
    {
        if (_vmStopped[vm])
        {
            TryStart(vm);
            return;
        }

        long slowest = _progress.Slowest(vm);
        (int first, int end) = (Host.FirstVcpu(vm), Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus);
        for (int vcpu = first; vcpu < end && !_vmStopped[vm]; vcpu++)
        {
            _vmStopped[vm] = Host.IsRunnable(vcpu) && Host.StateOf(vcpu) != VcpuState.Capped
                && _progress.Of(vcpu) - slowest > options.SkewStop.Nanoseconds;
        }

        for (int vcpu = first; vcpu < end && _vmStopped[vm]; vcpu++)
        {
            if (Host.IsRunnable(vcpu) && !IsCapped(vcpu) && !_stopped[vcpu])
            {
                Stop(vcpu);
            }
        }
    }

    // Starts a stopped VM where enough pCPUs are idle or run VMs that are ahead of it.
    private void TryStart(int vm)
    {
        (int first, int end) = (Host.FirstVcpu(vm), Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus);
        int wanted = 0;
        for (int vcpu = first; vcpu < end; vcpu++)
        {
            wanted += _stopped[vcpu] ? 1 : 0;
        }

        (int usable, int ready) = (0, 0);
        for (int pcpu = 0; pcpu < Host.Pcpus; pcpu++)
        {
            usable += Host.Allowed(first, pcpu) ? 1 : 0;
            ready += Yields(pcpu, vm) ? 1 : 0;
        }

        if (ready < Math.Min(wanted, usable))
        {
            return;
        }

        _vmStopped[vm] = false;
        _progress.Level(vm);
        int at = 0;
        for (int vcpu = first; vcpu < end; vcpu++)
        {
            if (_stopped[vcpu])
            {
                _stopped[vcpu] = false;
                Host.Release(vcpu);
                at = StartOn(vcpu, at);
            }
        }
    }

    // Gives a vCPU the next pCPU that yields to its VM, from a given one on; returns the one after it.
    private int StartOn(int vcpu, int from)
    {
        Enqueue(vcpu);
        for (int pcpu = from; pcpu < Host.Pcpus; pcpu++)
        {
            if (Yields(pcpu, Host.VmOf(vcpu)))
            {
                _given[pcpu] = vcpu;
                Host.Ask(pcpu);
                return pcpu + 1;
            }
        }

        return Host.Pcpus;
    }

    private bool Yields(int pcpu, int vm)
    {
        int current = Host.CurrentOf(pcpu);
        return _given[pcpu] < 0 && Host.Allowed(Host.FirstVcpu(vm), pcpu)
            && (current < 0 || (Host.VmOf(current) != vm && LeadOf(pcpu, vm) > 0));
    }
}
