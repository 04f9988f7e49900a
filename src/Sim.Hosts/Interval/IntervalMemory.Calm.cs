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
    private double[] _wantedCalm = []; // by stay: work wanted in the steps taken at once, s
    private double _sharedBefore;
    private bool _isScanning;
    private bool _isCalm;

    private void BeginCalm(int stays)
    {
        (_given, _wantedCalm) = (new double[stays], new double[stays]);
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

    private bool StayCalm(List<int> residents, int step, int at, int count, double coreMhz, double[] ceiling, IVmProbe? probe)
    {
        bool cut = false;
        for (int row = 0; row < residents.Count; row++)
        {
            if (_host.IsOn(residents[row]))
            {
                cut |= UseCalm(residents[row], (row * blockSteps) + step, at, count, coreMhz, ceiling);
            }
        }

        Hold(residents, step, at, count, coreMhz, ceiling, probe);
        _host.Advance(count * rules.StepSeconds);
        BookCalm(at, count);
        return cut;
    }

    // A VM's steps one by one, as far as they differ: its working set, its work, and what translating addresses makes of that.
    private bool UseCalm(int stay, int from, int at, int count, double coreMhz, double[] ceiling)
    {
        double secondsPerMhz = rules.StepSeconds / coreMhz;
        double time = vms[_stays[stay].Vm].Vcpus * rules.StepSeconds;
        (double activeSum, double wantedSum, double doneSum, double translationSum) = (0, 0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            double wanted = ceiling[from + i] * secondsPerMhz;
            double slowdown = _host.SlowdownByTranslation(stay, _active[from + i]);
            double done = Math.Min(wanted, time / slowdown);
            double translation = done * (slowdown - 1);
            _series[MemoryColumn.Active][at + i] += _active[from + i] * MemoryRecorder.MibPerPage;
            _series[MemoryColumn.Wanted][at + i] += wanted;
            _series[MemoryColumn.Done][at + i] += done;
            _series[MemoryColumn.Stalled][at + i] += translation;
            _waits[from + i] = translation / time * 100;
            _lost[from + i] = (wanted - done) / secondsPerMhz;
            ceiling[from + i] -= _lost[from + i];
            activeSum += _active[from + i];
            wantedSum += wanted;
            doneSum += done;
            translationSum += translation;
        }

        _wantedCalm[stay] = wantedSum;
        _host.Use(stay, new GuestUse(_given[stay], Math.Min(activeSum / count, _given[stay]), doneSum), doneSum > 0 ? 1 + (translationSum / doneSum) : 1);
        return doneSum < wantedSum;
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

        double secondsPerMhz = rules.StepSeconds / coreMhz;
        for (int row = 0; row < residents.Count && probe is not null; row++)
        {
            double secondsPerPct = vms[_stays[residents[row]].Vm].Vcpus * rules.StepSeconds / 100;
            for (int i = 0; i < count && _host.IsOn(residents[row]); i++)
            {
                int cell = (row * blockSteps) + step + i;
                double done = ceiling[cell] * secondsPerMhz;
                SetCalm(_recorder.ValuesOf(residents[row]), _active[cell] * MemoryRecorder.MibPerPage, done + (_lost[cell] * secondsPerMhz), done, _waits[cell] * secondsPerPct);
                probe.ObserveMemory(_stays[residents[row]].Vm, at + i, _recorder.ValuesOf(residents[row]));
            }
        }
    }

    // What a VM has stays as it is; what it does changes.
    private static void SetCalm(Span<double> values, double active, double wanted, double done, double stalled)
    {
        values[(int)MemoryColumn.Active] = active;
        values[(int)MemoryColumn.Wanted] = wanted;
        values[(int)MemoryColumn.Done] = done;
        values[(int)MemoryColumn.Stalled] = stalled;
        values[(int)MemoryColumn.SwapIn] = 0;
        values[(int)MemoryColumn.SwapOut] = 0;
    }

    // Counts the steps; what little its VMs stood still in them beside translation is spread over all of them.
    private void BookCalm(int at, int count)
    {
        double spread = 0;
        foreach (int stay in _on)
        {
            GuestUse use = _host.UseOf(stay);
            ref readonly MemoryStalls stalls = ref _host.StallsOf(stay);
            spread += (stalls.Sum - stalls.Translation) / count;
            _recorder.Measure(stay, 0, 0, 0);
            SetCalm(_recorder.ValuesOf(stay), use.Active * MemoryRecorder.MibPerPage, _wantedCalm[stay] / count, use.BusySeconds / count, stalls.Sum / count);
            _recorder.AddCalm(stay, at, count, _wantedCalm[stay] - use.BusySeconds, in stalls);
        }

        foreach (ref double stalled in _series[MemoryColumn.Stalled].AsSpan(at, count))
        {
            stalled += spread;
        }
    }
}
