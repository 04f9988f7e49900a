using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>
/// What policies by shares, reservations and limits have in common: the VM with the least consumption for its entitlement
/// runs next, for a quantum at most, on any pCPU that it may use.
/// </summary>
/// <remarks>
/// Who is entitled is <c>ShareTree</c>'s; which of a VM's vCPUs runs is decided by <see cref="Rank"/>, then by who has
/// waited longest, then by id. A vCPU that wakes takes an idle pCPU, or the pCPU of somebody who is ahead of it.
/// </remarks>
/// <param name="quantum">How long one runs at most.</param>
/// <param name="limitPeriod">The time within which limits hold.</param>
/// <param name="wakeLead">How far a running VM must be ahead of a waking one, in CPU time, to lose its pCPU to it.</param>
public abstract partial class ShareScheduler(Duration quantum, Duration limitPeriod, Duration wakeLead) : IVcpuScheduler
{
    private const int LimitTimer = 0;
    private const int Probes = 4;
    private const long ShortestSlice = 100_000;

    private readonly long _quantum = quantum.Nanoseconds;
    private ShareTree _tree = null!;
    private bool[] _waiting = []; // by vCPU
    private bool[] _capped = []; // by vCPU
    private bool[] _reserved = []; // by vCPU: it runs because its VM or a pool of it was due
    private long[] _waitsSince = []; // by vCPU
    private long[] _booked = []; // by vCPU: consumption already charged
    private int[] _limited = []; // VMs that a limit holds for
    private int _probe;

    /// <inheritdoc/>
    public bool EnforcesLimits => true;

    /// <summary>The host.</summary>
    protected CpuHost Host { get; private set; } = null!;

    /// <summary>The pools that count for the policy.</summary>
    protected virtual IReadOnlyList<PoolSpec> Pools => [];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
        _tree = new ShareTree(host, Pools, _quantum, limitPeriod.Nanoseconds);
        int vcpus = host.Vcpus;
        (_waiting, _capped, _reserved) = (new bool[vcpus], new bool[vcpus], new bool[vcpus]);
        (_waitsSince, _booked) = (new long[vcpus], new long[vcpus]);
        List<int> limited = [];
        for (int vm = 0; vm < host.Vms.Count; vm++)
        {
            if (_tree.IsLimited(vm))
            {
                limited.Add(vm);
            }
        }

        _limited = [.. limited];
        StartCores();
        Started();
        if (_limited.Length > 0)
        {
            host.SetTimer(host.Now + limitPeriod.Nanoseconds, LimitTimer, 0);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _tree.Activate(Host.VmOf(vcpu), Host.Now);
        Woke(vcpu);
        Admit(vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Return(previous, reason);
        }

        int vcpu = Assigned(pcpu);
        vcpu = vcpu >= 0 && _waiting[vcpu] && Fits(vcpu, pcpu) ? vcpu : -1;
        if (vcpu < 0)
        {
            vcpu = _unit is null ? Choose(pcpu) : ChooseForCore(pcpu);
        }

        Choice choice = vcpu < 0 ? Choice.Idle : Dispatch(vcpu, pcpu);
        Picked(pcpu, choice.Vcpu);
        if (_unit is not null)
        {
            AskSiblings(pcpu, previous, choice.Vcpu);
        }

        if (previous >= 0 && _waiting[previous] && FindIdle(previous) is >= 0 and int idle)
        {
            Host.Ask(idle);
        }

        return choice;
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        if (kind != LimitTimer)
        {
            OtherTimer(kind, argument);
            return;
        }

        for (int pcpu = 0; pcpu < Host.Pcpus; pcpu++)
        {
            if (Host.CurrentOf(pcpu) is >= 0 and int vcpu)
            {
                Book(vcpu);
            }
        }

        Host.SetTimer(Host.Now + limitPeriod.Nanoseconds, LimitTimer, 0);
        _tree.Refill();
        foreach (int vm in _limited)
        {
            if (!_tree.IsOut(vm))
            {
                ReleaseCapped(vm);
            }
        }
    }

    /// <summary>Called at the end of <see cref="Start"/>.</summary>
    protected virtual void Started()
    {
    }

    /// <summary>A vCPU has become runnable.</summary>
    protected virtual void Woke(int vcpu)
    {
    }

    /// <summary>A vCPU has left its pCPU.</summary>
    protected virtual void Returned(int vcpu, bool blocked)
    {
    }

    /// <summary>A pCPU has decided; -1: for nobody.</summary>
    protected virtual void Picked(int pcpu, int vcpu)
    {
    }

    /// <summary>A timer of the policy's own: kinds above 0.</summary>
    protected virtual void OtherTimer(int kind, int argument)
    {
    }

    /// <summary>Whether a runnable vCPU is held back by the policy, which has told the host so.</summary>
    protected virtual bool KeepBack(int vcpu) => false;

    /// <summary>The vCPU that a pCPU was given to beforehand, once; -1: none.</summary>
    protected virtual int Assigned(int pcpu) => -1;

    /// <summary>What a vCPU has consumed, in ns.</summary>
    protected virtual long Usage(int vcpu) => Host.ServiceOf(vcpu);

    /// <summary>Orders the waiting vCPUs of a VM; the smallest runs first.</summary>
    protected virtual long Rank(int vcpu) => 0;

    /// <summary>Whether the VM is at home on the pCPU's NUMA node.</summary>
    protected virtual bool IsAtHome(int vm, int pcpu) => true;

    /// <summary>Whether a vCPU waits for a pCPU.</summary>
    protected bool IsWaiting(int vcpu) => _waiting[vcpu];

    /// <summary>Whether a vCPU is held by a limit.</summary>
    protected bool IsCapped(int vcpu) => _capped[vcpu];

    /// <summary>By how much the VM on a pCPU is ahead of another one, in CPU time of the latter in ns.</summary>
    protected double LeadOf(int pcpu, int vm)
    {
        int current = Host.CurrentOf(pcpu);
        return _tree.Lead(Host.VmOf(current), Usage(current) - _booked[current], vm);
    }

    /// <summary>Lets a runnable vCPU wait for a pCPU, unless it is held, and looks for one.</summary>
    protected void Admit(int vcpu)
    {
        if (KeepBack(vcpu))
        {
            return;
        }

        if (_tree.IsOut(Host.VmOf(vcpu)))
        {
            Cap(vcpu);
            return;
        }

        Enqueue(vcpu);
        if (FindIdle(vcpu) is >= 0 and int idle)
        {
            Host.Ask(idle);
        }
        else
        {
            Preempt(vcpu);
        }
    }

    /// <summary>Puts a vCPU among those that wait.</summary>
    protected void Enqueue(int vcpu)
    {
        _waiting[vcpu] = true;
        _waitsSince[vcpu] = Host.Now;
        _tree.Enter(Host.VmOf(vcpu));
    }

    /// <summary>Takes a vCPU from those that wait.</summary>
    protected void Dequeue(int vcpu)
    {
        _waiting[vcpu] = false;
        _tree.Leave(Host.VmOf(vcpu));
    }

    private void Return(int vcpu, PickReason reason)
    {
        int vm = Host.VmOf(vcpu);
        Book(vcpu);
        if (_tree.IsLimited(vm))
        {
            BookSiblings(vcpu, vm);
        }

        _tree.Run(vm, -1);
        Returned(vcpu, reason == PickReason.Blocked);
        if (reason == PickReason.Blocked)
        {
            _tree.Deactivate(vm);
        }
        else if (!KeepBack(vcpu))
        {
            if (_tree.IsOut(vm))
            {
                Cap(vcpu);
            }
            else
            {
                Enqueue(vcpu);
            }
        }
    }

    private Choice Dispatch(int vcpu, int pcpu)
    {
        int vm = Host.VmOf(vcpu);
        Dequeue(vcpu);
        _tree.Run(vm, 1);
        _booked[vcpu] = Usage(vcpu);
        long slice = Math.Min(_tree.SliceOf(vm, _quantum), RestOfCore(pcpu));
        return new Choice(vcpu, Math.Max(ShortestSlice, slice));
    }

    private void Book(int vcpu)
    {
        long usage = Usage(vcpu);
        long span = usage - _booked[vcpu];
        _booked[vcpu] = usage;
        if (span > 0 && _tree.Charge(Host.VmOf(vcpu), span, _reserved[vcpu], Host.Now))
        {
            HoldOut(vcpu);
        }
    }

    // What the siblings on pCPUs have consumed counts against the same budget.
    private void BookSiblings(int vcpu, int vm)
    {
        for (int sibling = Host.FirstVcpu(vm); sibling < Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus; sibling++)
        {
            if (sibling != vcpu && Host.PcpuOf(sibling) >= 0)
            {
                Book(sibling);
            }
        }
    }

    // A budget is used up: whoever waits under it is held, whoever runs under it, but for one that has just left, must stop.
    private void HoldOut(int leaving)
    {
        foreach (int vm in _limited)
        {
            if (!_tree.IsOut(vm))
            {
                continue;
            }

            for (int vcpu = Host.FirstVcpu(vm); vcpu < Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus; vcpu++)
            {
                if (_waiting[vcpu])
                {
                    Dequeue(vcpu);
                    Cap(vcpu);
                }
                else if (vcpu != leaving && Host.PcpuOf(vcpu) is >= 0 and int pcpu) // an ask too many is harmless
                {
                    Host.Ask(pcpu);
                }
            }
        }
    }

    private void Cap(int vcpu)
    {
        Host.Hold(vcpu, VcpuState.Capped);
        _capped[vcpu] = true;
    }

    private void ReleaseCapped(int vm)
    {
        for (int vcpu = Host.FirstVcpu(vm); vcpu < Host.FirstVcpu(vm) + Host.Vms[vm].Vcpus; vcpu++)
        {
            if (_capped[vcpu])
            {
                _capped[vcpu] = false;
                Host.Release(vcpu);
                Admit(vcpu);
            }
        }
    }

    private int Choose(int pcpu)
    {
        bool nodes = Host.Topology.Nodes > 1;
        int vcpu = nodes ? ChooseDue(pcpu, true) : -1;
        vcpu = vcpu >= 0 ? vcpu : ChooseDue(pcpu, false);
        if (vcpu < 0)
        {
            vcpu = nodes ? ChooseIn(_tree.Root, pcpu, true) : -1;
            vcpu = vcpu >= 0 ? vcpu : ChooseIn(_tree.Root, pcpu, false);
            if (vcpu >= 0)
            {
                _reserved[vcpu] = false;
            }
        }

        return vcpu;
    }

    private int ChooseDue(int pcpu, bool atHome)
    {
        for (int entity = _tree.FirstDue(Host.Now); entity >= 0; entity = _tree.NextDue(entity, Host.Now))
        {
            int vcpu = _tree.IsVm(entity) ? Candidate(entity, pcpu, atHome) : ChooseIn(entity, pcpu, atHome);
            if (vcpu >= 0)
            {
                _reserved[vcpu] = true;
                return vcpu;
            }
        }

        return -1;
    }

    private int ChooseIn(int container, int pcpu, bool atHome)
    {
        for (int entity = _tree.First(container); entity >= 0; entity = _tree.After(entity))
        {
            int vcpu = _tree.IsVm(entity) ? Candidate(entity, pcpu, atHome) : ChooseIn(entity, pcpu, atHome);
            if (vcpu >= 0)
            {
                _tree.Chosen(entity);
                return vcpu;
            }
        }

        return -1;
    }

    // The vCPU of a VM that would run on a pCPU, or -1.
    private int Candidate(int vm, int pcpu, bool atHome)
    {
        int first = Host.FirstVcpu(vm);
        if (!Host.Allowed(first, pcpu) || (atHome && !IsAtHome(vm, pcpu)))
        {
            return -1;
        }

        int best = -1;
        for (int vcpu = first; vcpu < first + Host.Vms[vm].Vcpus; vcpu++)
        {
            if (_waiting[vcpu] && (_unit is null || Fits(vcpu, pcpu)) && (best < 0 || ComesBefore(vcpu, best)))
            {
                best = vcpu;
            }
        }

        return best;
    }

    private bool ComesBefore(int vcpu, int other)
    {
        (long rank, long otherRank) = (Rank(vcpu), Rank(other));
        return rank < otherRank || (rank == otherRank && _waitsSince[vcpu] < _waitsSince[other]);
    }

    // Prefers the home node, then an idle core, then where it ran last.
    private int FindIdle(int vcpu)
    {
        (int best, int most) = (-1, -1);
        for (int pcpu = Host.IdleCount == 0 ? -1 : Host.NextIdle(0); pcpu >= 0 && most < 7; pcpu = Host.NextIdle(pcpu + 1))
        {
            if (!Host.Allowed(vcpu, pcpu) || !MayWakeOn(vcpu, pcpu))
            {
                continue;
            }

            int score = (IsAtHome(Host.VmOf(vcpu), pcpu) ? 4 : 0) + (Host.IsCoreIdle(pcpu) ? 2 : 0) + (Host.LastPcpu(vcpu) == pcpu ? 1 : 0);
            if (score > most)
            {
                (best, most) = (pcpu, score);
            }
        }

        return best;
    }

    // Looks at where it ran last and at a few others in turn; asks the one whose VM is furthest ahead, if far enough.
    private void Preempt(int vcpu)
    {
        int vm = Host.VmOf(vcpu);
        bool due = _tree.IsDue(vm, Host.Now);
        int best = -1;
        double most = wakeLead.Nanoseconds;
        for (int probe = 0; probe < Probes; probe++)
        {
            int pcpu = probe == 0 ? Host.LastPcpu(vcpu) : _probe++ % Host.Pcpus;
            if (pcpu < 0 || !Host.Allowed(vcpu, pcpu) || Host.CurrentOf(pcpu) < 0 || Host.VmOf(Host.CurrentOf(pcpu)) == vm)
            {
                continue;
            }

            double lead = LeadOf(pcpu, vm);
            bool otherDue = _reserved[Host.CurrentOf(pcpu)];
            lead = due == otherDue ? lead : due ? lead + 1e12 : lead - 1e12;
            if (lead > most)
            {
                (best, most) = (pcpu, lead);
            }
        }

        if (best >= 0)
        {
            EndCore(best);
            Host.Ask(best);
        }
    }
}
