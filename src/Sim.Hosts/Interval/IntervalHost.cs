using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu;
using Sim.Hosts.Power;
using Sim.Kernel;

namespace Sim.Hosts.Interval;

/// <summary>
/// Replays a host at interval resolution: one step is one demand sample per VM, solved as a fluid allocation.
/// </summary>
/// <remarks>
/// Works in blocks of steps, VM by VM where it can (demand, totals) and step by step only where VMs contend, so that the
/// trace is decoded in runs and the working set stays in the first-level caches. Results do not depend on the block's
/// size: every sum runs in the order of steps or of VMs.
/// </remarks>
public sealed class IntervalHost : IHostReplay
{
    private const int BlockSteps = 96;

    private readonly VmSpec[] _vms;
    private readonly IDemandSource _demand;
    private readonly IntervalRules _rules;
    private readonly PoolTree _pools;
    private readonly ReadyTimeModel _readyModel = new();
    private readonly IntervalMemory? _memory;
    private readonly List<int> _residents = [];

    // One row of BlockSteps per resident.
    private double[] _wanted = [];
    private double[] _ceiling = [];
    private double[] _granted = [];

    // One value per step of the block.
    private readonly double[] _ceilingSum = new double[BlockSteps];
    private readonly double[] _busySquares = new double[BlockSteps];
    private readonly double[] _burstWait = new double[BlockSteps];
    private readonly double[] _ready = new double[BlockSteps];
    private readonly double[] _capped = new double[BlockSteps];
    private readonly double[] _hypervisor = new double[BlockSteps]; // CPU that it takes for itself, in MHz
    private readonly double[] _none = new double[BlockSteps];

    // One value per resident, for a contended step.
    private double[] _weights = [];
    private double[] _perVcpu = []; // for the squares of the load of its vCPUs
    private double[] _reservations = [];
    private double[] _floors = [];
    private double[] _ceilings = [];
    private double[] _grants = [];
    private int[] _poolOf = [];

    /// <summary>A worker for hosts of one cluster.</summary>
    /// <param name="vms">All VMs of the cluster.</param>
    /// <param name="pools">Its resource pools, parents first.</param>
    /// <param name="demand">What its VMs want of the CPU.</param>
    /// <param name="rules">Choices that hold for every host.</param>
    /// <param name="memory">What to know where memory is modelled; null: it is not, and costs nothing.</param>
    public IntervalHost(VmSpec[] vms, IReadOnlyList<PoolSpec> pools, IDemandSource demand, IntervalRules rules, MemoryModel? memory = null)
    {
        ArgumentNullException.ThrowIfNull(vms);
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(rules);
        _vms = vms;
        _demand = demand;
        _rules = rules;
        _pools = new PoolTree(pools);
        _memory = memory is null ? null : new IntervalMemory(memory, vms, rules, BlockSteps);
    }

    /// <inheritdoc/>
    public double Replay(HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(stays);
        ArgumentNullException.ThrowIfNull(series);
        Check.That(totals.Length == stays.Count);
        Check.That(_memory is null || series.Memory is not null);
        series.Clear();
        totals.Clear();
        _memory?.Begin(host, stays, series.Memory!);
        int arrived = 0;
        _residents.Clear();
        for (int first = 0; first < _rules.Steps; first += BlockSteps)
        {
            int count = Math.Min(BlockSteps, _rules.Steps - first);
            arrived = Admit(stays, arrived, first, count);
            Block(host, stays, series, totals, probe, first, count);
        }

        _memory?.End();

        return EnergyMeter.Joules(series.PowerWatts.AsSpan(_rules.WarmupSteps.._rules.Steps), _rules.StepSeconds, _rules.Integration);
    }

    // Brings in the stays that begin before the block's end and drops those that ended before its start.
    private int Admit(IReadOnlyList<Residency> stays, int arrived, int first, int count)
    {
        _residents.RemoveAll(stay => stays[stay].EndStep <= first);
        while (arrived < stays.Count && stays[arrived].FirstStep < first + count)
        {
            if (stays[arrived].EndStep > first)
            {
                _residents.Add(arrived);
            }

            arrived++;
        }

        Reserve(_residents.Count);
        for (int row = 0; row < _residents.Count; row++)
        {
            ref readonly VmSpec vm = ref _vms[stays[_residents[row]].Vm];
            (_weights[row], _reservations[row], _poolOf[row]) = (vm.Shares, vm.ReservationMhz, vm.Pool);
        }

        return arrived;
    }

    private void Reserve(int size)
    {
        if (_weights.Length >= size)
        {
            return;
        }

        int capacity = Math.Max(size, 2 * _weights.Length);
        _weights = new double[capacity];
        _perVcpu = new double[capacity];
        _reservations = new double[capacity];
        _floors = new double[capacity];
        _ceilings = new double[capacity];
        _grants = new double[capacity];
        _poolOf = new int[capacity];
        _wanted = new double[capacity * BlockSteps];
        _ceiling = new double[capacity * BlockSteps];
        _granted = new double[capacity * BlockSteps];
    }

    private void Block(
        HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe, int first, int count)
    {
        Array.Clear(_ceilingSum);
        Array.Clear(_busySquares);
        for (int row = 0; row < _residents.Count; row++)
        {
            Want(host, stays[_residents[row]], series, row, first, count);
        }

        _memory?.Load(_residents, first, count);
        for (int step = 0; step < count;)
        {
            int until = step + (_memory is null ? count : Remember(_memory, host, step, first + step, count, probe));
            for (; step < until; step++)
            {
                Share(host, series, step, first + step);
            }
        }

        for (int row = 0; row < _residents.Count; row++)
        {
            int stay = _residents[row];
            Total(host, stays[stay], ref totals[stay], probe, row, first, count);
        }
    }

    // What a VM wants in each step of the block, and the most that it can get. A step outside its stay stays at zero.
    private void Want(HostSpec host, Residency stay, HostSeries series, int row, int first, int count)
    {
        ref readonly VmSpec vm = ref _vms[stay.Vm];
        Span<double> wanted = _wanted.AsSpan(row * BlockSteps, count);
        Span<double> ceiling = _ceiling.AsSpan(row * BlockSteps, count);
        int from = Math.Max(stay.FirstStep - first, 0);
        int to = Math.Min(stay.EndStep - first, count);
        ceiling.Clear();
        _demand.Read(stay.Vm, first + from, wanted[from..to]);

        double coreMhz = host.CoreSpeed.Megahertz;
        double size = vm.SizeMhz(coreMhz);
        double most = Math.Min(vm.LimitMhz, vm.Vcpus * coreMhz);
        double perVcpu = 1 / (vm.Vcpus * coreMhz * coreMhz);
        _perVcpu[row] = perVcpu;
        for (int step = from; step < to; step++)
        {
            double fraction = wanted[step];
            bool on = !double.IsNaN(fraction);
            double mhz = on ? fraction * size : 0;
            wanted[step] = fraction * size;
            double cut = Math.Min(mhz, most);
            ceiling[step] = cut;
            _ceilingSum[step] += cut;
            _busySquares[step] += cut * cut * perVcpu;
            series.DemandMhz[first + step] += mhz;
            series.Vcpus[first + step] += on ? vm.Vcpus : 0;
            series.Vms[first + step]++;
            series.MemoryMib[first + step] += vm.MemoryMib;
        }

        ceiling.CopyTo(_granted.AsSpan(row * BlockSteps, count));
    }

    // Memory goes first: what VMs cannot use of the CPU for want of it they do not contend for. Returns for how many steps it went.
    private int Remember(IntervalMemory memory, HostSpec host, int step, int at, int count, IVmProbe? probe)
    {
        double coreMhz = host.CoreSpeed.Megahertz;
        (int steps, double taken, bool hasCut) = memory.Advance(_residents, step, at, count, coreMhz, _wanted, _ceiling, probe);
        _hypervisor.AsSpan(step, steps).Fill(Math.Min(taken, host.CapacityMhz));
        for (int i = 0; i < steps && hasCut; i++)
        {
            SumCut(step + i);
        }

        return steps;
    }

    private void SumCut(int step)
    {
        (_ceilingSum[step], _busySquares[step]) = (0, 0);
        for (int row = 0; row < _residents.Count; row++)
        {
            double cut = _ceiling[(row * BlockSteps) + step];
            _granted[(row * BlockSteps) + step] = cut;
            _ceilingSum[step] += cut;
            _busySquares[step] += cut * cut * _perVcpu[row];
        }
    }

    // Grants, waiting and power of one step.
    private void Share(HostSpec host, HostSeries series, int step, int at)
    {
        double capacity = host.CapacityMhz - _hypervisor[step];
        double most = _ceilingSum[step];
        bool contended = most > capacity || _pools.HasLimits;
        double granted = contended ? Contend(capacity, step) : most;

        double coreMhz = host.CoreSpeed.Megahertz;
        int vcpus = series.Vcpus[at];
        double shortage = contended ? Math.Max(0, most - granted) / coreMhz : 0;
        double waiting = vcpus > host.Cores ? _readyModel.Waiting(most / coreMhz, _busySquares[step], host.Cores) : 0;
        double burst = Math.Max(0, waiting - shortage);
        _burstWait[step] = granted > 0 ? burst / granted * coreMhz : 0;

        series.GrantedMhz[at] = granted;
        series.ReadyPcpus[at] = shortage + (granted > 0 ? burst : 0);
        series.PowerWatts[at] = PowerOf(host, series.Vms[at], (granted + _hypervisor[step]) / host.CapacityMhz);
        if (_rules.Verify)
        {
            Check.That(granted <= capacity * (1 + 1e-12));
            Check.That(granted <= most * (1 + 1e-12));
        }
    }

    private double PowerOf(HostSpec host, int vms, double utilisation) => (vms > 0, _rules) switch
    {
        (false, { EmptyHostsOff: true }) => double.NaN,
        (_, { AlwaysFullPower: true }) => host.Power.Full.Value,
        _ => host.Power.At(utilisation),
    };

    // Solves one step; the grants go back into the block's rows.
    private double Contend(double capacity, int step)
    {
        int count = _residents.Count;
        for (int row = 0; row < count; row++)
        {
            _ceilings[row] = _ceiling[(row * BlockSteps) + step];
            _floors[row] = Math.Min(_reservations[row], _ceilings[row]);
        }

        Span<double> grants = _grants.AsSpan(0, count);
        _pools.Solve(capacity, _poolOf.AsSpan(0, count), _weights.AsSpan(0, count), _floors.AsSpan(0, count), _ceilings.AsSpan(0, count), grants);
        double sum = 0;
        for (int row = 0; row < count; row++)
        {
            _granted[(row * BlockSteps) + step] = grants[row];
            sum += grants[row];
        }

        return sum;
    }

    // A VM's numbers over the block, from what its row holds.
    private void Total(HostSpec host, Residency stay, ref VmTotals totals, IVmProbe? probe, int row, int first, int count)
    {
        ref readonly VmSpec vm = ref _vms[stay.Vm];
        int from = Math.Max(stay.FirstStep - first, 0);
        int to = Math.Min(stay.EndStep - first, count);
        Span<double> wanted = _wanted.AsSpan(row * BlockSteps, count);
        ReadOnlySpan<double> ceiling = _ceiling.AsSpan(row * BlockSteps, count);
        ReadOnlySpan<double> granted = _granted.AsSpan(row * BlockSteps, count);
        ReadOnlySpan<double> lost = _memory is null ? _none : _memory.LostMhz(row, count);
        ReadOnlySpan<double> waits = _memory is null ? _none : _memory.WaitPct(row, count);
        double coreMhz = host.CoreSpeed.Megahertz;
        double percent = 100 / (vm.Vcpus * coreMhz);
        double physical = vm.Vcpus * coreMhz;
        for (int step = from; step < to; step++)
        {
            if (double.IsNaN(wanted[step]))
            {
                (wanted[step], _ready[step], _capped[step]) = (0, 0, 0);
                continue;
            }

            double waiting = ceiling[step] - granted[step] + (granted[step] * _burstWait[step]);
            double ready = Math.Clamp(waiting * percent, 0, Math.Max(0, 100 - (granted[step] * percent) - waits[step]));
            double capped = Math.Max(0, Math.Min(wanted[step], physical) - ceiling[step] - lost[step]) * percent;
            (_ready[step], _capped[step]) = (ready, capped);
            if (first + step < _rules.WarmupSteps)
            {
                continue;
            }

            totals.Steps++;
            totals.DemandMhz += wanted[step];
            totals.GrantedMhz += granted[step];
            totals.ReadyPct += ready;
            totals.ReadyPctMax = Math.Max(totals.ReadyPctMax, ready);
            totals.CappedPct += capped;
        }

        probe?.Observe(stay.Vm, first + from, wanted[from..to], granted[from..to], _ready.AsSpan()[from..to], _capped.AsSpan()[from..to]);
    }
}
