using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Interval;

/// <summary>Writes down what the memory of one host at a time does, step by step, and adds up what its VMs come to.</summary>
internal sealed class MemoryRecorder(IntervalRules rules)
{
    private readonly double[] _values = new double[MemorySeries.VmColumns];
    private MemoryHost _host = null!;
    private MemorySeries _series = null!;
    private IReadOnlyList<Residency> _stays = [];
    private VmMemoryTotals[] _totals = [];
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

    /// <summary>Writes down a step of a VM that was powered on.</summary>
    /// <param name="stay">Its stay.</param>
    /// <param name="at">The step.</param>
    /// <param name="wanted">vCPU seconds that it would have run had no access waited.</param>
    /// <param name="done">Of these, what memory let it run.</param>
    /// <param name="stalls">vCPU seconds that it stood still, by reason.</param>
    /// <param name="probe">Sees the values too, or null.</param>
    public void Record(int stay, int at, double wanted, double done, in MemoryStalls stalls, IVmProbe? probe)
    {
        if (stalls.Sum > 0)
        {
            _lastStalls[stay] = stalls;
        }

        Measure(stay);
        _values[(int)MemoryColumn.Wanted] = wanted;
        _values[(int)MemoryColumn.Done] = done;
        _values[(int)MemoryColumn.Stalled] = stalls.Sum;
        for (int i = 0; i < _values.Length; i++)
        {
            _series[(MemoryColumn)i][at] += _values[i];
        }

        probe?.ObserveMemory(_stays[stay].Vm, at, _values);
        if (at >= rules.WarmupSteps)
        {
            _totals[stay].Add(_values);
            Lose(stay, wanted - done);
        }
    }

    /// <summary>Writes down a step of the host.</summary>
    /// <returns>The cores that the hypervisor keeps busy with its own memory work.</returns>
    public double RecordHost(int at)
    {
        HostMemoryMeasures measures = _host.Measures;
        double reclaim = measures.ReclaimSeconds - _reclaimSeconds;
        double scan = measures.ScanSeconds - _scanSeconds;
        (_reclaimSeconds, _scanSeconds) = (measures.ReclaimSeconds, measures.ScanSeconds);
        _series[MemoryColumn.Free][at] = _host.Pages.Free / PageSizes.PerMebibyte;
        _series[MemoryColumn.ReclaimCpu][at] = reclaim;
        _series[MemoryColumn.ScanCpu][at] = scan;
        if (_host.Ladder.State > LadderState.High)
        {
            _series[MemoryColumn.Clear + (int)_host.Ladder.State - (int)LadderState.Clear][at] = 1;
        }

        return (reclaim + scan) / rules.StepSeconds;
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

    private void Measure(int stay)
    {
        VmPages pages = _host.Pages.Of(stay);
        VmMemoryMeasures measures = _host.MeasuresOf(stay);
        const double Mib = 1.0 / PageSizes.PerMebibyte;
        double rate = Mib / rules.StepSeconds;
        GuestUse use = _host.UseOf(stay);
        _values[(int)MemoryColumn.Granted] = pages.Granted * Mib;
        _values[(int)MemoryColumn.Active] = use.Active * Mib;
        _values[(int)MemoryColumn.Consumed] = pages.Consumed * Mib;
        _values[(int)MemoryColumn.Shared] = pages.Shared * Mib;
        _values[(int)MemoryColumn.Saved] = pages.Saved * Mib;
        _values[(int)MemoryColumn.Ballooned] = pages.Ballooned * Mib;
        _values[(int)MemoryColumn.Compressed] = pages.Compressed * Mib;
        _values[(int)MemoryColumn.Swapped] = pages.Swapped * Mib;
        _values[(int)MemoryColumn.SwapIn] = (measures.Faults.SwapIn - _swapIns[stay]) * rate;
        _values[(int)MemoryColumn.SwapOut] = (measures.SwapOuts - _swapOuts[stay]) * rate;
        (_swapIns[stay], _swapOuts[stay]) = (measures.Faults.SwapIn, measures.SwapOuts);
    }
}
