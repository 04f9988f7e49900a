using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Translation;
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
    private readonly double[] _spare; // by VM: pages that it may have more
    private readonly bool[] _halted; // by order of the ladder, for this step
    private readonly double[] _stallPerBusy; // of the last step that the VM ran in
    private readonly GuestTranslations? _translations; // null: at no cost
    private readonly double[] _slowdowns; // by translation, as said by the caller; NaN: as the working set asks
    private readonly double[] _largeParts; // of what the VM has, in pages of 2 MiB, as it last ran
    private readonly MemoryStalls[] _stalls; // of this step
    private readonly GuestFaults[] _faults; // of this step; what is unmet, as it stands
    private readonly double[] _done;
    private readonly VmMemoryMeasures[] _measures;

    /// <summary>Puts it together; nobody is powered on.</summary>
    public MemoryHost(MemoryHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        int vms = options.Vms.Count;
        (_uses, _on, _targets, _spare, _halted) = (new GuestUse[vms], new bool[vms], new double[vms], new double[vms], new bool[vms]);
        (_stallPerBusy, _stalls, _faults, _done) = (new double[vms], new MemoryStalls[vms], new GuestFaults[vms], new double[vms]);
        (_slowdowns, _largeParts) = (new double[vms], new double[vms]);
        _translations = options.Translation is { } translation ? new GuestTranslations(translation, options.Vms) : null;
        _measures = [.. Enumerable.Range(0, vms).Select(_ => new VmMemoryMeasures())];
        Overhead = options.Vms.Sum(options.Overhead);
        double machine = Math.Max(0, options.Installed - options.Reserve - Overhead);
        Pages = options.Store(machine, options);
        Ladder = options.Ladder(machine);
        Swaps = options.Mechanisms.Any(mechanism => mechanism.Swaps);
        SwapInSeconds = options.Mechanisms.Select(mechanism => mechanism.SwapInSeconds).FirstOrDefault(given => given > 0, Costs.SwapIn.Seconds);
        Array.Fill(_targets, double.PositiveInfinity);
        options.Policy.Start(this);
        foreach (IMemoryMechanism mechanism in options.Mechanisms)
        {
            mechanism.Start(this);
        }

        Allow(enforceTargets: false);
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

    /// <summary>Whether it has a swap of its own.</summary>
    public bool Swaps { get; }

    /// <summary>How long reading a page from it takes, exit included.</summary>
    public double SwapInSeconds { get; }

    /// <summary>Pages that went to the host's swap in the present step.</summary>
    public double SwappedOut { get; private set; }

    /// <summary>What is measured of the host.</summary>
    public HostMemoryMeasures Measures { get; } = new();

    /// <summary>Seconds simulated.</summary>
    public double Now { get; private set; }

    /// <summary>Seconds simulated at which the policy will set a target whatever the guests do; infinity: never.</summary>
    public double NextChange => _options.Policy.NextChange;

    /// <summary>Whether a VM is powered on.</summary>
    public bool IsOn(int vm) => _on[vm];

    /// <summary>What a VM's guest does in the present step.</summary>
    public GuestUse UseOf(int vm) => _uses[vm];

    /// <summary>A VM's faults in the present step; <see cref="GuestFaults.Unmet"/> is what it lacks at the moment.</summary>
    public ref readonly GuestFaults FaultsOf(int vm) => ref _faults[vm];

    /// <summary>Whether a VM did nothing in the last step, since no page was to be had or the ladder held it.</summary>
    public bool StandsStill(int vm) => _halted[vm] || _faults[vm].Unmet >= 1;

    /// <summary>What is measured of a VM.</summary>
    public VmMemoryMeasures MeasuresOf(int vm) => _measures[vm];

    /// <summary>Machine pages that a VM should have; infinity: as many as it likes.</summary>
    public double TargetOf(int vm) => _targets[vm];

    /// <summary>Pages that a VM would grow by and should not get, being beyond its target or its limit.</summary>
    public double DeniedTo(int vm)
    {
        if (Unmet(vm) <= 0)
        {
            return 0;
        }

        VmPages pages = Pages.Of(vm);
        double due = Math.Max(0, Math.Min(_targets[vm], LimitOf(vm)) - pages.Consumed);
        return Math.Clamp(Unmet(vm) - due, 0, Math.Max(0, pages.Untouched)); // pages that it had before it is not denied
    }

    /// <summary>vCPU seconds of work that a VM did in the last step.</summary>
    public double DoneBy(int vm) => _done[vm];

    /// <summary>vCPU seconds that it stood still in it.</summary>
    public ref readonly MemoryStalls StallsOf(int vm) => ref _stalls[vm];

    /// <summary>The greatest part of its vCPUs' time that a VM can work, given how often it has lately had to wait.</summary>
    public double MostWork(int vm) => 1 / (1 + _stallPerBusy[vm]);

    /// <summary>How many times as long a VM's work takes since its addresses are translated twice; 1: no longer.</summary>
    /// <param name="vm">The VM, with the large pages that it had when it last ran.</param>
    /// <param name="workingSet">In pages.</param>
    public double SlowdownByTranslation(int vm, double workingSet) => _translations?.Slowdown(vm, workingSet, _largeParts[vm]) ?? 1;

    /// <summary>Says what a VM's guest does from now on; powers it on.</summary>
    public void Use(int vm, in GuestUse use) => Use(vm, in use, double.NaN);

    /// <summary>The same, where its working set changes within the step.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="use">What it does on average.</param>
    /// <param name="slowdown">The mean of <see cref="SlowdownByTranslation"/>, weighted by work; NaN: as the mean working set asks.</param>
    public void Use(int vm, in GuestUse use, double slowdown)
    {
        Check.That(use.Active <= use.Used && use.BusySeconds >= 0 && !(slowdown < 1));
        (_on[vm], _uses[vm], _slowdowns[vm]) = (true, use, slowdown);
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
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            mechanism.Finish(seconds);
        }

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
    public void CountSwappedOut(int vm, double pages)
    {
        _measures[vm].SwapOuts += pages;
        SwappedOut += pages;
    }

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
        Array.Clear(_faults);
        SwappedOut = 0;
        // Where nothing takes pages from those that stand still, they would do so for ever.
        bool halts = Ladder.State == LadderState.Low && Swaps;
        for (int vm = 0; vm < _uses.Length; vm++)
        {
            _done[vm] = 0;
            _halted[vm] = halts && Pages.Of(vm).Consumed >= _targets[vm] + 1;
            if (_on[vm] && !_halted[vm])
            {
                _done[vm] = Math.Min(_uses[vm].BusySeconds, Vms[vm].Vcpus * seconds * MostWork(vm));
                Run(vm, _done[vm], seconds);
            }
        }
    }

    private void Run(int vm, double busySeconds, double seconds)
    {
        GuestFaults faults = Pages.Run(vm, _uses[vm] with { BusySeconds = busySeconds }, seconds);
        _faults[vm] = (_faults[vm] with { Unmet = 0 }) + faults;
        MemoryCosts costs = Costs;
        CountSwappedOut(vm, faults.SwapOut);
        ChargeReclaim(faults.SwapOut * costs.SwapOut.Seconds);
        _stalls[vm] += new MemoryStalls
        {
            FirstTouch = (faults.FirstTouch * costs.FirstTouch.Seconds) + (faults.FirstTouchLarge * costs.FirstTouchLarge.Seconds),
            Sharing = faults.CopyOnWrite * costs.CopyOnWrite.Seconds,
            Balloon = (faults.GuestSwapIn + faults.CacheMiss) * costs.GuestRead.Seconds,
            Compression = faults.Decompress * costs.Decompress.Seconds,
            Swap = faults.SwapIn * SwapInSeconds,
            Translation = TranslationSeconds(vm, busySeconds),
        };
    }

    private double TranslationSeconds(int vm, double busySeconds)
    {
        if (_translations is null || busySeconds <= 0)
        {
            return 0;
        }

        if (_options.LargePages)
        {
            VmPages pages = Pages.Of(vm);
            _largeParts[vm] = pages.Granted > 0 ? pages.Large / pages.Granted : 0;
        }

        double slowdown = double.IsNaN(_slowdowns[vm]) ? SlowdownByTranslation(vm, _uses[vm].Active) : _slowdowns[vm];
        return busySeconds * (slowdown - 1);
    }

    // Targets, then what the state of the host asks for, until nobody lacks pages or nobody gets any more.
    private void Enforce(double seconds)
    {
        double unmet = UnmetOfAll();
        for (int round = 0; round < MostRounds; round++)
        {
            Ladder.Update(Pages.Free - Wanted());
            _options.Policy.Balance(_targets, round == 0 ? seconds : 0);
            ReclaimAll();
            double before = unmet;
            unmet = unmet > 0 ? RunUnmet() : 0;
            if (unmet <= 0 || unmet >= before)
            {
                break;
            }
        }

        Ladder.Update(Pages.Free - Wanted());
        Release();
        Allow(enforceTargets: Ladder.State >= LadderState.Hard);
    }

    private double Unmet(int vm) => _faults[vm].Unmet;

    private double LimitOf(int vm) => Vms[vm].Limit;

    private double UnmetOfAll()
    {
        double sum = 0;
        foreach (ref readonly GuestFaults faults in _faults.AsSpan())
        {
            sum += faults.Unmet;
        }

        return sum;
    }

    // Pages that VMs lack though their limits do not forbid them: what a VM's own limit denies it, is no shortage of the host.
    private double Wanted()
    {
        double sum = 0;
        for (int vm = 0; vm < _faults.Length; vm++)
        {
            if (Unmet(vm) > 0)
            {
                sum += Math.Min(Unmet(vm), Math.Max(0, LimitOf(vm) - Pages.Of(vm).Consumed));
            }
        }

        return sum;
    }

    // Those below their targets take what the others gave up; those above pay for a page with one of their own.
    private double RunUnmet()
    {
        Allow(enforceTargets: true);
        for (int vm = 0; vm < _uses.Length; vm++)
        {
            if (Unmet(vm) > 0)
            {
                Run(vm, 0, 0);
            }
        }

        return UnmetOfAll();
    }

    // Where targets are not enforced, whoever finds no free page waits for what others must give up rather than pay at once.
    private void Allow(bool enforceTargets)
    {
        for (int vm = 0; vm < _targets.Length; vm++)
        {
            double most = enforceTargets ? Math.Min(_targets[vm], LimitOf(vm)) : LimitOf(vm);
            Pages.Allow(vm, most, !double.IsPositiveInfinity(most) && SwapsFor(vm));
        }
    }

    private bool SwapsFor(int vm)
    {
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            if (mechanism.SwapsFor(vm))
            {
                return true;
            }
        }

        return false;
    }

    // One mechanism after the other, each as long as the state asks for it: what the first ones free may end the shortage.
    private void ReclaimAll()
    {
        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            Ladder.Update(Pages.Free - Wanted());
            double part = PartOfExcess(mechanism.From);
            for (int vm = 0; vm < _targets.Length; vm++)
            {
                Reclaim(mechanism, vm, part);
            }
        }
    }

    // What part of what VMs have beyond their targets has to come back, so that the state is left in which a mechanism acts.
    private double PartOfExcess(LadderState from)
    {
        if (from == LadderState.High)
        {
            return 1;
        }

        if (Ladder.State < from)
        {
            return 0;
        }

        double over = 0;
        double owed = 0; // to VMs that are below their targets though their balloons hold pages
        double unmet = 0;
        for (int vm = 0; vm < _targets.Length; vm++)
        {
            VmPages pages = Pages.Of(vm);
            double due = Math.Max(0, _targets[vm] - pages.Consumed);
            double granted = Math.Min(Unmet(vm), due);
            over += Math.Max(0, pages.Consumed - _targets[vm]);
            unmet += granted;
            owed += Math.Min(due - granted, pages.Ballooned);
        }

        double need = Ladder.Exit(from) + unmet + owed - Pages.Free;
        return over > 0 && need > 0 ? Math.Min((need + _targets.Length) / over, 1) : 0; // a page for each, since some stores give whole ones
    }

    // A limit holds at all times, a target in part.
    private void Reclaim(IMemoryMechanism mechanism, int vm, double part)
    {
        if (!_on[vm] || (part <= 0 && double.IsPositiveInfinity(LimitOf(vm))))
        {
            return;
        }

        double has = Pages.Of(vm).Consumed;
        double pages = Math.Max(part > 0 ? part * (has - _targets[vm]) : 0, has - LimitOf(vm));
        if (pages > 0 || DeniedTo(vm) > 0)
        {
            mechanism.Reclaim(vm, Math.Max(0, pages));
        }
    }

    // What was taken goes back to VMs below their targets, to all alike, as far as no state is entered by it.
    private void Release()
    {
        double wanted = 0;
        for (int vm = 0; vm < _targets.Length; vm++)
        {
            _spare[vm] = _on[vm] ? Math.Max(0, Math.Min(_targets[vm], LimitOf(vm)) - Pages.Of(vm).Consumed) : 0;
            wanted += Math.Min(_spare[vm], Pages.Machine);
        }

        if (wanted <= 0)
        {
            return;
        }

        foreach (IMemoryMechanism mechanism in _options.Mechanisms)
        {
            double free = Pages.Free - Kept(mechanism);
            double part = Math.Clamp(free / wanted, 0, 1);
            for (int vm = 0; vm < _targets.Length && part > 0; vm++)
            {
                if (_spare[vm] > 0)
                {
                    mechanism.Release(vm, part * Math.Min(_spare[vm], Pages.Machine));
                }
            }
        }
    }

    // Free pages that must stay so that what a mechanism gives back does not make the host short.
    private double Kept(IMemoryMechanism mechanism) => mechanism.From == LadderState.High ? 0
        : Ladder.State == LadderState.High ? Ladder.Goal
        : Ladder.Exit(mechanism.From);

    // What the step has come to for a VM: work and waiting must fit into it, and who waits for a page gets nothing done.
    private void Settle(int vm, double seconds)
    {
        if (!_on[vm])
        {
            return;
        }

        double available = Vms[vm].Vcpus * seconds;
        double busy = Math.Min(_uses[vm].BusySeconds, available);
        if (_done[vm] > 0)
        {
            // The work at which waiting and working fill the time; the waits go with it.
            double run = _done[vm];
            _stallPerBusy[vm] = _stalls[vm].Sum / run;
            _done[vm] = Math.Min(busy, available / (1 + _stallPerBusy[vm]));
            _stalls[vm] = _stalls[vm].Times(_done[vm] / run);
        }
        else if (_stalls[vm].Sum > available)
        {
            _stalls[vm] = _stalls[vm].Times(available / _stalls[vm].Sum);
        }

        double blocked = _halted[vm] ? 1 : Math.Min(1, Unmet(vm)); // less than a page is no page: only sums over many have it
        if (blocked > 0)
        {
            _done[vm] *= 1 - blocked;
            _stalls[vm] = _stalls[vm].Times(1 - blocked) + new MemoryStalls { Blocked = blocked * busy };
        }

        VmMemoryMeasures measures = _measures[vm];
        measures.Faults += _faults[vm];
        measures.Stalls += _stalls[vm];
        measures.BusySeconds += _uses[vm].BusySeconds;
        measures.DoneSeconds += _done[vm];
    }
}
