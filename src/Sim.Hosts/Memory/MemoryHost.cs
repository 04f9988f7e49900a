using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory;

/// <summary>One host's memory: its pages, the guests that use them, and the mechanisms and the policy that share them out.</summary>
/// <remarks>
/// Time goes in steps, as long as the caller likes: a trace's interval, or a second. In a step every guest runs; then the
/// mechanisms do their own work, the policy says who should have how much, and the ladder how much of it is enforced. A guest
/// that needs more than there is waits for what the others give up. Its faults cost time: a VM whose work and waiting do not
/// fit into the step does less work (models.md B6).
/// </remarks>
public sealed class MemoryHost
{
    private const int MostRounds = 4; // of reclaiming and running on, within a step

    private readonly MemoryHostOptions _options;
    private readonly GuestUse[] _uses;
    private readonly bool[] _on;
    private readonly double[] _targets;
    private readonly double[] _unmet;
    private readonly double[] _stallPerBusy; // of the last step that the VM ran in
    private readonly MemoryStalls[] _stalls; // of this step
    private readonly double[] _done;
    private readonly VmMemoryMeasures[] _measures;
    private readonly bool _swaps;

    /// <summary>Puts it together; nobody is powered on.</summary>
    public MemoryHost(MemoryHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        int vms = options.Vms.Count;
        (_uses, _on, _targets, _unmet) = (new GuestUse[vms], new bool[vms], new double[vms], new double[vms]);
        (_stallPerBusy, _stalls, _done) = (new double[vms], new MemoryStalls[vms], new double[vms]);
        _measures = [.. Enumerable.Range(0, vms).Select(_ => new VmMemoryMeasures())];
        Overhead = options.Vms.Sum(options.Overhead);
        double machine = Math.Max(0, options.Installed - options.Reserve - Overhead);
        Pages = options.Store(machine, options);
        Ladder = options.Ladder(machine);
        _swaps = options.Mechanisms.Any(mechanism => mechanism.Swaps);
        Array.Fill(_targets, double.PositiveInfinity);
        options.Policy.Start(this);
        foreach (IMemoryMechanism mechanism in options.Mechanisms)
        {
            mechanism.Start(this);
        }
    }

    /// <summary>The VMs.</summary>
    public IReadOnlyList<MemoryClaim> Vms => _options.Vms;

    /// <summary>Resource pools, parents first.</summary>
    public IReadOnlyList<MemoryPool> Pools => _options.Pools;

    /// <summary>Their pages.</summary>
    public IPageStore Pages { get; }

    /// <summary>When the host is short.</summary>
    public MemoryLadder Ladder { get; }

    /// <summary>What operations cost.</summary>
    public MemoryCosts Costs => _options.Costs;

    /// <summary>Random numbers.</summary>
    public RandomStreams Streams => _options.Streams;

    /// <summary>Pages that the hypervisor needs for the VMs.</summary>
    public double Overhead { get; }

    /// <summary>What is measured of the host.</summary>
    public HostMemoryMeasures Measures { get; } = new();

    /// <summary>Seconds simulated.</summary>
    public double Now { get; private set; }

    /// <summary>Whether a VM is powered on.</summary>
    public bool IsOn(int vm) => _on[vm];

    /// <summary>What a VM's guest does in the present step.</summary>
    public GuestUse UseOf(int vm) => _uses[vm];

    /// <summary>What is measured of a VM.</summary>
    public VmMemoryMeasures MeasuresOf(int vm) => _measures[vm];

    /// <summary>Machine pages that a VM should have; infinity: as many as it likes.</summary>
    public double TargetOf(int vm) => _targets[vm];

    /// <summary>vCPU seconds of work that a VM did in the last step.</summary>
    public double DoneBy(int vm) => _done[vm];

    /// <summary>vCPU seconds that it stood still in it.</summary>
    public ref readonly MemoryStalls StallsOf(int vm) => ref _stalls[vm];

    /// <summary>The greatest part of its vCPUs' time that a VM can work, given how often it has lately had to wait.</summary>
    public double MostWork(int vm) => 1 / (1 + _stallPerBusy[vm]);

    /// <summary>Says what a VM's guest does from now on; powers it on.</summary>
    public void Use(int vm, in GuestUse use)
    {
        Check.That(use.Active <= use.Used && use.BusySeconds >= 0);
        (_on[vm], _uses[vm]) = (true, use);
    }

    /// <summary>Powers a VM off.</summary>
    public void PowerOff(int vm)
    {
        if (_on[vm])
        {
            (_on[vm], _uses[vm], _stallPerBusy[vm]) = (false, default, 0);
            Pages.Clear(vm);
        }
    }

    /// <summary>Goes on by a step.</summary>
    public void Advance(double seconds)
    {
        Check.That(seconds > 0);
        Now += seconds;
        RunGuests(seconds);
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            mechanism.Advance(seconds);
        }

        Enforce(seconds);
        for (int vm = 0; vm < _uses.Length; vm++)
        {
            Settle(vm, seconds);
        }

        Measures.Book(Ladder.State, seconds);
        if (_options.Verify)
        {
            Pages.Verify();
        }
    }

    /// <summary>Lays CPU time of the hypervisor, spent on scanning, to account.</summary>
    public void ChargeScan(double seconds) => Measures.ScanSeconds += seconds;

    /// <summary>Lays CPU time of the hypervisor, spent on taking memory back, to account.</summary>
    public void ChargeReclaim(double seconds) => Measures.ReclaimSeconds += seconds;

    /// <summary>Lays time of a VM's vCPUs to account.</summary>
    public void Charge(int vm, in MemoryStalls stalls) => _stalls[vm] += stalls;

    /// <summary>Counts pages that its balloon took.</summary>
    public void CountBallooned(int vm, in GuestReclaim reclaim)
    {
        GuestReclaim sum = _measures[vm].Reclaimed;
        _measures[vm].Reclaimed = new GuestReclaim(
            sum.Free + reclaim.Free,
            sum.CleanCache + reclaim.CleanCache,
            sum.DirtyCache + reclaim.DirtyCache,
            sum.Swapped + reclaim.Swapped,
            sum.DoublePaged + reclaim.DoublePaged,
            sum.Freed + reclaim.Freed);
    }

    /// <summary>Counts pages that went to the host's swap.</summary>
    public void CountSwappedOut(int vm, double pages) => _measures[vm].SwapOuts += pages;

    /// <summary>Counts pages that were compressed.</summary>
    public void CountCompressed(int vm, double pages) => _measures[vm].Compressions += pages;

    /// <summary>Forgets all measures: the end of the warm-up.</summary>
    public void ClearMeasures()
    {
        Measures.Clear();
        foreach (VmMemoryMeasures measures in _measures)
        {
            measures.Clear();
        }
    }

    private void RunGuests(double seconds)
    {
        Array.Clear(_stalls);
        bool halted = Ladder.State == LadderState.Low;
        for (int vm = 0; vm < _uses.Length; vm++)
        {
            _done[vm] = 0;
            _unmet[vm] = 0;
            if (!_on[vm])
            {
                continue;
            }

            if (halted && Pages.Of(vm).Consumed > _targets[vm])
            {
                _stalls[vm] += new MemoryStalls { Blocked = _uses[vm].BusySeconds };
                continue;
            }

            _done[vm] = Math.Min(_uses[vm].BusySeconds, Vms[vm].Vcpus * seconds * MostWork(vm));
            Run(vm, seconds);
        }
    }

    private void Run(int vm, double seconds)
    {
        GuestFaults faults = Pages.Run(vm, _uses[vm] with { BusySeconds = seconds > 0 ? _done[vm] : 0 }, seconds);
        _unmet[vm] = faults.Unmet;
        _measures[vm].Faults += faults;
        MemoryCosts costs = Costs;
        CountSwappedOut(vm, faults.SwapOut);
        ChargeReclaim(faults.SwapOut * costs.SwapOut.Seconds);
        _stalls[vm] += new MemoryStalls
        {
            FirstTouch = (faults.FirstTouch * costs.FirstTouch.Seconds) + (faults.FirstTouchLarge * costs.FirstTouchLarge.Seconds),
            Sharing = faults.CopyOnWrite * costs.CopyOnWrite.Seconds,
            Balloon = (faults.GuestSwapIn + faults.CacheMiss) * costs.GuestRead.Seconds,
            Compression = faults.Decompress * costs.Decompress.Seconds,
            Swap = faults.SwapIn * costs.SwapIn.Seconds,
        };
    }

    // Targets, then what the state of the host asks for, until nobody lacks pages or nobody has any to give.
    private void Enforce(double seconds)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            double unmet = _unmet.Sum();
            Ladder.Update(Pages.Free - unmet);
            _options.Policy.Balance(_targets, round == 0 ? seconds : 0);
            double freed = ReclaimAll(unmet);
            Allow();
            if (unmet == 0 || (freed == 0 && Pages.Free < 1))
            {
                break;
            }

            RunUnmet();
        }

        Ladder.Update(Pages.Free);
        Release();
    }

    private void RunUnmet()
    {
        for (int vm = 0; vm < _uses.Length; vm++)
        {
            if (_unmet[vm] > 0)
            {
                Run(vm, 0);
            }
        }
    }

    private void Allow()
    {
        for (int vm = 0; vm < _targets.Length; vm++)
        {
            Pages.Allow(vm, Math.Min(_targets[vm], Vms[vm].Limit), _swaps);
        }
    }

    private double ReclaimAll(double unmet)
    {
        double freed = 0;
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            double part = PartOfExcess(mechanism.From, unmet);
            for (int vm = 0; vm < _targets.Length; vm++)
            {
                freed += Reclaim(mechanism, vm, part);
            }
        }

        return freed;
    }

    // What part of what VMs hold beyond their targets has to come back.
    private double PartOfExcess(LadderState from, double unmet)
    {
        if (from == LadderState.High)
        {
            return 1;
        }

        double need = Ladder.State >= from ? Ladder.Goal + unmet - Pages.Free : 0;
        double over = need > 0 ? OverTarget() : 0;
        return over > 0 ? Math.Min(1, need / over) : 0;
    }

    private double OverTarget()
    {
        double sum = 0;
        for (int vm = 0; vm < _targets.Length; vm++)
        {
            sum += Math.Max(0, Pages.Of(vm).Consumed - _targets[vm]);
        }

        return sum;
    }

    // A limit holds at all times, a target in part.
    private double Reclaim(IMemoryMechanism mechanism, int vm, double part)
    {
        double has = Pages.Of(vm).Consumed;
        double pages = Math.Max(part > 0 ? part * (has - _targets[vm]) : 0, has - Vms[vm].Limit);
        return pages > 0 ? mechanism.Reclaim(vm, pages) : 0;
    }

    // What was taken goes back while there is enough for everybody, or where a mechanism follows targets at all times.
    private void Release()
    {
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            if (Ladder.State != LadderState.High && mechanism.From != LadderState.High)
            {
                continue;
            }

            double spare = mechanism.From == LadderState.High ? Pages.Free : Pages.Free - Ladder.Goal;
            for (int vm = 0; vm < _targets.Length && spare > 0; vm++)
            {
                double pages = Math.Min(spare, Math.Min(_targets[vm], Vms[vm].Limit) - Pages.Of(vm).Consumed);
                if (_on[vm] && pages > 0)
                {
                    spare -= mechanism.Release(vm, pages);
                }
            }
        }
    }

    // What the step has come to for a VM: work and waiting must fit into it.
    private void Settle(int vm, double seconds)
    {
        if (!_on[vm])
        {
            return;
        }

        double available = Vms[vm].Vcpus * seconds;
        if (_unmet[vm] > 0)
        {
            _stalls[vm] += new MemoryStalls { Blocked = available };
        }

        double stalls = _stalls[vm].Sum;
        if (_done[vm] > 0)
        {
            _stallPerBusy[vm] = stalls / _done[vm];
            _done[vm] = Math.Min(_done[vm], available / (1 + _stallPerBusy[vm]));
        }

        VmMemoryMeasures measures = _measures[vm];
        double fits = stalls > 0 ? Math.Min(1, Math.Max(0, available - _done[vm]) / stalls) : 1;
        measures.Stalls += _stalls[vm].Times(fits);
        _stalls[vm] = _stalls[vm].Times(fits);
        measures.BusySeconds += _uses[vm].BusySeconds;
        measures.DoneSeconds += _done[vm];
    }
}
