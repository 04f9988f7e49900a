using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Interval;

/// <content>A host whose memory is calm is not asked anew in every step: nothing would change but its working sets.</content>
internal sealed partial class IntervalMemory
{
    // An hour of five-minute steps: so late, at most, a calm host books what scanning and copies of shared pages cost.
    private const int LongestCalm = 12;

    // Sharing that grows by less than this part of the machine in a step has found what there is to find.
    private const double Settled = 1e-4;

    private double[] _lastUsed = []; // by stay: pages in use when memory was last asked
    private double[] _calmBusy = []; // by stay: vCPU seconds since then
    private double _sharedBefore;
    private int _calmSteps;
    private bool _isCalm;

    private void BeginCalm(int stays)
    {
        (_lastUsed, _calmBusy) = (new double[stays], new double[stays]);
        (_sharedBefore, _calmSteps, _isCalm) = (0, 0, false);
    }

    // Nobody is short, nothing is away, and sharing has come to rest.
    private void JudgeCalm()
    {
        double shared = 0;
        double away = 0;
        foreach (int stay in _on)
        {
            ReadOnlySpan<double> values = _recorder.ValuesOf(stay);
            shared += values[(int)MemoryColumn.Shared];
            away += values[(int)MemoryColumn.Ballooned] + values[(int)MemoryColumn.Compressed] + values[(int)MemoryColumn.Swapped];
            _lastUsed[stay] = _host.UseOf(stay).Used;
        }

        bool settled = Math.Abs(shared - _sharedBefore) < Settled * _host.Pages.Machine * MemoryRecorder.MibPerPage;
        _sharedBefore = shared;
        _isCalm = settled && away <= 0 && _host.Ladder.State == LadderState.High && _host.Pages.Free >= _host.Ladder.Goal;
    }

    // Whether this step is like the last: the same VMs are on, and none uses more than it has been given.
    private bool IsCalm(List<int> residents, int step, int at, double[] wanted)
    {
        if (!_isCalm || _calmSteps >= LongestCalm || at == rules.WarmupSteps || _host.Now + ((_calmSteps + 1) * rules.StepSeconds) >= _host.NextChange)
        {
            return false;
        }

        int on = 0;
        for (int row = 0; row < residents.Count; row++)
        {
            int cell = (row * blockSteps) + step;
            int stay = residents[row];
            if (double.IsNaN(_used[cell]) || double.IsNaN(wanted[cell]))
            {
                continue;
            }

            on++;
            if (_used[cell] > _lastUsed[stay] || !_host.IsOn(stay))
            {
                return false;
            }
        }

        return on == _on.Count;
    }

    private void StayCalm(List<int> residents, int step, int at, double coreMhz, double[] ceiling, IVmProbe? probe)
    {
        _calmSteps++;
        for (int row = 0; row < residents.Count; row++)
        {
            int cell = (row * blockSteps) + step;
            int stay = residents[row];
            if (!_host.IsOn(stay))
            {
                continue;
            }

            double busy = ceiling[cell] / coreMhz * rules.StepSeconds;
            _calmBusy[stay] += busy;
            Span<double> values = _recorder.ValuesOf(stay);
            values[(int)MemoryColumn.Active] = _active[cell] * MemoryRecorder.MibPerPage;
            values[(int)MemoryColumn.Wanted] = busy;
            values[(int)MemoryColumn.Done] = busy;
            values[(int)MemoryColumn.Stalled] = 0;
            values[(int)MemoryColumn.SwapIn] = 0;
            values[(int)MemoryColumn.SwapOut] = 0;
            _recorder.Count(stay, at, probe);
        }
    }

    // Takes the memory through the steps in which it was not asked. What little its VMs stood still in them is booked in the last.
    private void CatchUp(int at)
    {
        if (_calmSteps == 0)
        {
            return;
        }

        foreach (int stay in _on)
        {
            double active = _recorder.ValuesOf(stay)[(int)MemoryColumn.Active] * PageSizes.PerMebibyte;
            _host.Use(stay, new GuestUse(_lastUsed[stay], Math.Min(active, _lastUsed[stay]), _calmBusy[stay]));
        }

        _host.Advance(_calmSteps * rules.StepSeconds);
        foreach (int stay in _on)
        {
            _recorder.AddStalled(at, _host.StallsOf(stay).Sum);
            _calmBusy[stay] = 0;
        }

        _calmSteps = 0;
    }
}
