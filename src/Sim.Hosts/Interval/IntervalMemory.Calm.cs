using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Interval;

/// <content>A host whose memory is calm takes many steps at once: nothing would change in them but its working sets.</content>
internal sealed partial class IntervalMemory
{
    // An hour of five-minute steps: so late, at most, it is seen that a scanner has begun to find something.
    private const int LongestScan = 12;

    // Sharing that grows by less than this part of the machine in a step has found what there is to find.
    private const double Settled = 1e-4;

    private double[] _given = []; // by stay: pages in use when memory was last asked
    private double _sharedBefore;
    private bool _isScanning;
    private bool _isCalm;

    private void BeginCalm(int stays)
    {
        _given = new double[stays];
        (_sharedBefore, _isScanning, _isCalm) = (0, false, false);
    }

    // Nobody is short, nothing is away, and sharing has come to rest.
    private void JudgeCalm(double scanSeconds)
    {
        double shared = 0;
        double away = 0;
        foreach (int stay in _on)
        {
            ReadOnlySpan<double> values = _recorder.ValuesOf(stay);
            shared += values[(int)MemoryColumn.Shared];
            away += values[(int)MemoryColumn.Ballooned] + values[(int)MemoryColumn.Compressed] + values[(int)MemoryColumn.Swapped];
            _given[stay] = _host.UseOf(stay).Used;
        }

        bool settled = Math.Abs(shared - _sharedBefore) < Settled * _host.Pages.Machine * MemoryRecorder.MibPerPage;
        _sharedBefore = shared;
        _isScanning = scanSeconds > 0;
        _isCalm = settled && away <= 0 && _host.Ladder.State == LadderState.High && _host.Pages.Free >= _host.Ladder.Goal;
    }

    // How many steps from this one on are like the last: the same VMs are on, and none uses more than it has been given.
    private int CalmSteps(List<int> residents, int step, int at, int count, double[] wanted)
    {
        if (!_isCalm || at == rules.WarmupSteps)
        {
            return 0;
        }

        int most = Math.Min(count - step, _isScanning ? LongestScan : blockSteps);
        most = at < rules.WarmupSteps ? Math.Min(most, rules.WarmupSteps - at) : most;
        most = (int)Math.Min(most, (_host.NextChange - _host.Now) / rules.StepSeconds);
        int on = 0;
        for (int row = 0; row < residents.Count && most > 0; row++)
        {
            bool isOn = _host.IsOn(residents[row]);
            on += isOn ? 1 : 0;
            int from = (row * blockSteps) + step;
            most = Alike(_used.AsSpan(from, most), wanted.AsSpan(from, most), isOn ? _given[residents[row]] : double.NaN);
        }

        return on == _on.Count ? most : 0;
    }

    // How many steps a VM goes on as before: off, or on and with what it has.
    private static int Alike(ReadOnlySpan<double> used, ReadOnlySpan<double> wanted, double given)
    {
        bool isOn = !double.IsNaN(given);
        for (int i = 0; i < used.Length; i++)
        {
            bool on = !double.IsNaN(used[i]) && !double.IsNaN(wanted[i]);
            if (on != isOn || used[i] > given)
            {
                return i;
            }
        }

        return used.Length;
    }

    private void StayCalm(List<int> residents, int step, int at, int count, double coreMhz, double[] ceiling, IVmProbe? probe)
    {
        double[] active = _series[MemoryColumn.Active];
        double[] busy = _series[MemoryColumn.Wanted];
        double secondsPerMhz = rules.StepSeconds / coreMhz;
        for (int row = 0; row < residents.Count; row++)
        {
            int stay = residents[row];
            if (!_host.IsOn(stay))
            {
                continue;
            }

            (double activeSum, double busySum) = (0, 0);
            for (int i = 0; i < count; i++)
            {
                int cell = (row * blockSteps) + step + i;
                double work = ceiling[cell] * secondsPerMhz;
                active[at + i] += _active[cell] * MemoryRecorder.MibPerPage;
                busy[at + i] += work;
                activeSum += _active[cell];
                busySum += work;
            }

            _host.Use(stay, new GuestUse(_given[stay], Math.Min(activeSum / count, _given[stay]), busySum));
        }

        busy.AsSpan(at, count).CopyTo(_series[MemoryColumn.Done].AsSpan(at));
        Hold(residents, step, at, count, coreMhz, ceiling, probe);
        _host.Advance(count * rules.StepSeconds);
        BookCalm(at, count);
    }

    // What VMs have stays as it was in the step before.
    private void Hold(List<int> residents, int step, int at, int count, double coreMhz, double[] ceiling, IVmProbe? probe)
    {
        for (MemoryColumn column = MemoryColumn.Granted; column <= MemoryColumn.Swapped; column++)
        {
            if (column != MemoryColumn.Active)
            {
                _series[column].AsSpan(at, count).Fill(_series[column][at - 1]);
            }
        }

        for (int row = 0; row < residents.Count && probe is not null; row++)
        {
            for (int i = 0; i < count && _host.IsOn(residents[row]); i++)
            {
                int cell = (row * blockSteps) + step + i;
                SetCalm(_recorder.ValuesOf(residents[row]), _active[cell] * MemoryRecorder.MibPerPage, ceiling[cell] / coreMhz * rules.StepSeconds);
                probe.ObserveMemory(_stays[residents[row]].Vm, at + i, _recorder.ValuesOf(residents[row]));
            }
        }
    }

    // What a VM has stays as it is; what it does changes.
    private static void SetCalm(Span<double> values, double active, double busy)
    {
        values[(int)MemoryColumn.Active] = active;
        values[(int)MemoryColumn.Wanted] = busy;
        values[(int)MemoryColumn.Done] = busy;
        values[(int)MemoryColumn.Stalled] = 0;
        values[(int)MemoryColumn.SwapIn] = 0;
        values[(int)MemoryColumn.SwapOut] = 0;
    }

    // Counts the steps; what little its VMs stood still in them is spread over all of them.
    private void BookCalm(int at, int count)
    {
        double stalled = 0;
        foreach (int stay in _on)
        {
            GuestUse use = _host.UseOf(stay);
            double waited = _host.StallsOf(stay).Sum;
            stalled += waited;
            _recorder.Measure(stay, 0, 0, 0);
            SetCalm(_recorder.ValuesOf(stay), use.Active * MemoryRecorder.MibPerPage, use.BusySeconds / count);
            _recorder.ValuesOf(stay)[(int)MemoryColumn.Stalled] = waited / count;
            if (at >= rules.WarmupSteps)
            {
                _recorder.AddTotals(stay, count);
            }
        }

        _series[MemoryColumn.Stalled].AsSpan(at, count).Fill(stalled / count);
    }
}
