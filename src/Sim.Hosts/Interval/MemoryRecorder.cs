using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Interval;

/// <summary>Writes down what the memory of one host at a time does, step by step, and adds up what its VMs come to.</summary>
internal sealed class MemoryRecorder(IntervalRules rules)
{
    /// <summary>Mebibytes of a page.</summary>
    public const double MibPerPage = 1.0 / PageSizes.PerMebibyte;

    private readonly double[] _sums = new double[MemorySeries.VmColumns]; // of all VMs in a step
    private MemoryHost _host = null!;
    private MemorySeries _series = null!;
    private IReadOnlyList<Residency> _stays = [];
    private VmMemoryTotals[] _totals = [];
    private double[] _values = []; // by stay and column: of its last step
    private MemoryStalls[] _lastStalls = []; // by stay: of the last step in which it stood still
    private double[] _swapIns = []; // by stay: pages so far
    private double[] _swapOuts = [];
    private double _reclaimSeconds;
    private double _scanSeconds;

    /// <summary>Begins on a host.</summary>
    public void Begin(MemoryHost host, IReadOnlyList<Residency> stays, MemorySeries series)
    {
        (_stays, _series, _host) = (stays, series, host);
        _totals = new VmMemoryTotals[stays.Count];
        for (int stay = 0; stay < stays.Count; stay++)
        {
            _totals[stay] = new VmMemoryTotals();
        }

        series.Clear();
        series.Vms = _totals;
        _values = new double[stays.Count * MemorySeries.VmColumns];
        (_lastStalls, _swapIns, _swapOuts) = (new MemoryStalls[stays.Count], new double[stays.Count], new double[stays.Count]);
        (_reclaimSeconds, _scanSeconds) = (0, 0);
    }

    /// <summary>Forgets what was measured: the end of the warm-up.</summary>
    public void Forget()
    {
        _host.ClearMeasures();
        Array.Clear(_swapIns);
        Array.Clear(_swapOuts);
        (_reclaimSeconds, _scanSeconds) = (0, 0);
    }

    /// <summary>Ends a host: totals that count from the end of the warm-up.</summary>
    public void End()
    {
        for (int stay = 0; stay < _totals.Length; stay++)
        {
            VmMemoryMeasures measures = _host.MeasuresOf(stay);
            (_totals[stay].Faults, _totals[stay].Stalls) = (measures.Faults, measures.Stalls);
        }
    }

    /// <summary>What was written down of a VM in its last step, by <see cref="MemoryColumn"/>.</summary>
    public Span<double> ValuesOf(int stay) => _values.AsSpan(stay * MemorySeries.VmColumns, MemorySeries.VmColumns);

    /// <summary>Begins a step.</summary>
    public void BeginStep() => Array.Clear(_sums);

    /// <summary>Ends a step: writes down what its VMs come to.</summary>
    public void EndStep(int at)
    {
        for (int column = 0; column < _sums.Length; column++)
        {
            _series[(MemoryColumn)column][at] = _sums[column];
        }
    }

    /// <summary>Measures a VM that was powered on in a step, and writes it down.</summary>
    /// <param name="stay">Its stay.</param>
    /// <param name="at">The step.</param>
    /// <param name="wanted">vCPU seconds that it would have run had no access waited.</param>
    /// <param name="done">Of these, what memory let it run.</param>
    /// <param name="stalls">vCPU seconds that it stood still, by reason.</param>
    /// <param name="probe">Sees the values too, or null.</param>
    public void Record(int stay, int at, double wanted, double done, in MemoryStalls stalls, IVmProbe? probe)
    {
        Remember(stay, in stalls);
        Measure(stay, wanted, done, stalls.Sum);
        Span<double> values = ValuesOf(stay);
        for (int column = 0; column < values.Length; column++)
        {
            _sums[column] += values[column];
        }

        if (at >= rules.WarmupSteps)
        {
            _totals[stay].Add(values);
            Lose(stay, wanted - done);
        }

        probe?.ObserveMemory(_stays[stay].Vm, at, values);
    }

    /// <summary>Measures a VM as it is now, without writing it down; see <see cref="ValuesOf"/>.</summary>
    public void Measure(int stay, double wanted, double done, double stalled)
    {
        VmPages pages = _host.Pages.Of(stay);
        VmMemoryMeasures measures = _host.MeasuresOf(stay);
        GuestUse use = _host.UseOf(stay);
        double rate = MibPerPage / rules.StepSeconds;
        Span<double> values = ValuesOf(stay);
        values[(int)MemoryColumn.Granted] = pages.Granted * MibPerPage;
        values[(int)MemoryColumn.Active] = use.Active * MibPerPage;
        values[(int)MemoryColumn.Consumed] = pages.Consumed * MibPerPage;
        values[(int)MemoryColumn.Shared] = pages.Shared * MibPerPage;
        values[(int)MemoryColumn.Saved] = pages.Saved * MibPerPage;
        values[(int)MemoryColumn.Ballooned] = pages.Ballooned * MibPerPage;
        values[(int)MemoryColumn.Compressed] = pages.Compressed * MibPerPage;
        values[(int)MemoryColumn.Swapped] = pages.Swapped * MibPerPage;
        values[(int)MemoryColumn.SwapIn] = (measures.Faults.SwapIn - _swapIns[stay]) * rate;
        values[(int)MemoryColumn.SwapOut] = (measures.SwapOuts - _swapOuts[stay]) * rate;
        values[(int)MemoryColumn.Wanted] = wanted;
        values[(int)MemoryColumn.Done] = done;
        values[(int)MemoryColumn.Stalled] = stalled;
        (_swapIns[stay], _swapOuts[stay]) = (measures.Faults.SwapIn, measures.SwapOuts);
    }

    /// <summary>Adds what was measured of a VM to its totals, for so many steps alike.</summary>
    /// <param name="stay">Its stay.</param>
    /// <param name="at">The first of the steps.</param>
    /// <param name="steps">How many.</param>
    /// <param name="lost">vCPU seconds of work that found no time in all of them together.</param>
    /// <param name="stalls">vCPU seconds that it stood still in all of them.</param>
    public void AddCalm(int stay, int at, int steps, double lost, in MemoryStalls stalls)
    {
        Remember(stay, in stalls);
        if (at >= rules.WarmupSteps)
        {
            _totals[stay].Add(ValuesOf(stay), steps);
            Lose(stay, lost);
        }
    }

    /// <summary>Writes down the host, alike for so many steps.</summary>
    /// <returns>CPU seconds that the hypervisor spent in each of them on taking memory back, and on finding pages to share.</returns>
    public (double Reclaim, double Scan) RecordHost(int at, int steps)
    {
        HostMemoryMeasures measures = _host.Measures;
        double reclaim = (measures.ReclaimSeconds - _reclaimSeconds) / steps;
        double scan = (measures.ScanSeconds - _scanSeconds) / steps;
        (_reclaimSeconds, _scanSeconds) = (measures.ReclaimSeconds, measures.ScanSeconds);
        _series[MemoryColumn.Free].AsSpan(at, steps).Fill(_host.Pages.Free * MibPerPage);
        _series[MemoryColumn.ReclaimCpu].AsSpan(at, steps).Fill(reclaim);
        _series[MemoryColumn.ScanCpu].AsSpan(at, steps).Fill(scan);
        if (_host.Ladder.State > LadderState.High)
        {
            _series[MemoryColumn.Clear + (int)_host.Ladder.State - (int)LadderState.Clear].AsSpan(at, steps).Fill(1);
        }

        return (reclaim, scan);
    }

    private void Remember(int stay, in MemoryStalls stalls)
    {
        if (stalls.Sum > 0)
        {
            _lastStalls[stay] = stalls;
        }
    }

    // Work that was not done is laid to what the VM waited for, in proportion.
    private void Lose(int stay, double seconds)
    {
        double sum = _lastStalls[stay].Sum;
        if (seconds > 0 && sum > 0)
        {
            _totals[stay].Lost += _lastStalls[stay].Times(seconds / sum);
        }
    }
}
