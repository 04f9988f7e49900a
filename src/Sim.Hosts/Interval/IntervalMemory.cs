using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel;

namespace Sim.Hosts.Interval;

/// <summary>Drives the memory of one host at a time through an interval run, and says what it leaves of the CPU that VMs want.</summary>
/// <remarks>
/// In each step memory goes first: guests want the CPU that their trace says, memory says how much of it they can use, and
/// only that much takes part in the contest for cores. Work that a busy host does not let them do after that has had its
/// page faults nevertheless, so a host short of both is a little worse off here than in truth.
/// </remarks>
internal sealed partial class IntervalMemory(MemoryModel model, VmSpec[] vms, IntervalRules rules, int blockSteps)
{
    private readonly MemoryRecorder _recorder = new(rules);
    private readonly List<int> _on = []; // stays that are powered on
    private MemoryHost _host = null!;
    private MemorySeries _series = null!;
    private IReadOnlyList<Residency> _stays = [];

    // One row of a block's steps for each resident; in pages.
    private double[] _used = [];
    private double[] _active = [];

    // One row of a block's steps for each resident.
    private double[] _lost = [];
    private double[] _waits = [];

    /// <summary>CPU of a resident, in MHz by step of the block, that it cannot use for want of memory.</summary>
    public ReadOnlySpan<double> LostMhz(int row, int count) => _lost.AsSpan(row * blockSteps, count);

    /// <summary>Time that a resident's vCPUs stand still for memory, in percent by step of the block.</summary>
    public ReadOnlySpan<double> WaitPct(int row, int count) => _waits.AsSpan(row * blockSteps, count);

    /// <summary>Begins on a host.</summary>
    public void Begin(HostSpec host, IReadOnlyList<Residency> stays, MemorySeries series)
    {
        (_stays, _series, _host) = (stays, series, model.Host(host, stays));
        _recorder.Begin(_host, stays, series);
        _on.Clear();
        BeginCalm(stays.Count);
    }

    /// <summary>Begins a block: reads what its residents do with their memory.</summary>
    public void Load(List<int> residents, int first, int count)
    {
        if (_used.Length < residents.Count * blockSteps)
        {
            int size = 2 * residents.Count * blockSteps;
            (_used, _active, _lost, _waits) = (new double[size], new double[size], new double[size], new double[size]);
        }

        _lost.AsSpan(0, residents.Count * blockSteps).Clear();
        _waits.AsSpan(0, residents.Count * blockSteps).Clear();
        for (int row = 0; row < residents.Count; row++)
        {
            Residency stay = _stays[residents[row]];
            int from = Math.Max(stay.FirstStep - first, 0);
            int length = Math.Min(stay.EndStep - first, count) - from;
            Span<double> used = _used.AsSpan(row * blockSteps, count);
            Span<double> active = _active.AsSpan(row * blockSteps, count);
            used.Fill(double.NaN);
            model.Demand.Read(stay.Vm, first + from, used.Slice(from, length), active.Slice(from, length));
            ToPages(used.Slice(from, length), active.Slice(from, length), _host.Vms[residents[row]].Size);
        }
    }

    /// <summary>Goes on by a step, or by several where nothing would happen in them.</summary>
    /// <param name="residents">The stays of the block's rows.</param>
    /// <param name="step">The step within the block.</param>
    /// <param name="at">The step within the run.</param>
    /// <param name="count">Steps in the block.</param>
    /// <param name="coreMhz">Speed of a core.</param>
    /// <param name="wanted">CPU that VMs want, in MHz by row and step of the block; NaN: powered off. Not read outside their stays.</param>
    /// <param name="ceiling">The most that they can get; cut to what memory lets them use.</param>
    /// <param name="probe">Sees every VM's values, or null.</param>
    /// <returns>Steps done, CPU that the hypervisor takes for itself in each in MHz, and whether a ceiling was cut.</returns>
    public (int Steps, double TakenMhz, bool HasCut) Advance(
        List<int> residents, int step, int at, int count, double coreMhz, double[] wanted, double[] ceiling, IVmProbe? probe)
    {
        int calm = CalmSteps(residents, step, at, count, wanted);
        bool cut = false;
        if (calm > 0)
        {
            cut = StayCalm(residents, step, at, calm, coreMhz, ceiling, probe);
        }
        else
        {
            cut = Step(residents, step, at, coreMhz, wanted, ceiling, probe);
        }

        int steps = Math.Max(calm, 1);
        (double reclaim, double scan) = _recorder.RecordHost(at, steps);
        JudgeCalm(scan);
        return (steps, (reclaim + scan) / rules.StepSeconds * coreMhz, cut);
    }

    /// <summary>Ends a host: totals that count from the end of the warm-up.</summary>
    public void End() => _recorder.End();

    private static void ToPages(Span<double> used, Span<double> active, double size)
    {
        for (int i = 0; i < used.Length; i++)
        {
            used[i] = Math.Min(used[i] * PageSizes.PerMebibyte, size);
            active[i] = Math.Min(active[i] * PageSizes.PerMebibyte, used[i]);
        }
    }

    private bool Step(List<int> residents, int step, int at, double coreMhz, double[] wanted, double[] ceiling, IVmProbe? probe)
    {
        if (at == rules.WarmupSteps && at > 0)
        {
            _recorder.Forget();
        }

        PowerOffGone(at);
        for (int row = 0; row < residents.Count; row++)
        {
            Use(residents[row], (row * blockSteps) + step, coreMhz, wanted, ceiling);
        }

        _host.Advance(rules.StepSeconds);
        _recorder.BeginStep();
        bool cut = false;
        for (int row = 0; row < residents.Count; row++)
        {
            if (_host.IsOn(residents[row]))
            {
                cut |= Cut(residents[row], (row * blockSteps) + step, at, coreMhz, ceiling, probe);
            }
        }

        _recorder.EndStep(at);
        return cut;
    }

    // A stay may end with a block, and is no resident then.
    private void PowerOffGone(int at)
    {
        for (int i = _on.Count - 1; i >= 0; i--)
        {
            if (_stays[_on[i]].EndStep <= at)
            {
                _host.PowerOff(_on[i]);
                _on.RemoveAt(i);
            }
        }
    }

    // A VM without a value, of memory or of CPU, is powered off; its memory comes free.
    private void Use(int stay, int cell, double coreMhz, double[] wanted, double[] ceiling)
    {
        if (double.IsNaN(_used[cell]) || double.IsNaN(wanted[cell]))
        {
            if (_host.IsOn(stay))
            {
                _host.PowerOff(stay);
                _on.Remove(stay);
            }

            return;
        }

        if (!_host.IsOn(stay))
        {
            _on.Add(stay);
        }

        _host.Use(stay, new GuestUse(_used[cell], _active[cell], ceiling[cell] / coreMhz * rules.StepSeconds));
    }

    private bool Cut(int stay, int cell, int at, double coreMhz, double[] ceiling, IVmProbe? probe)
    {
        double busy = _host.UseOf(stay).BusySeconds;
        double done = Math.Min(_host.DoneBy(stay), busy);
        ref readonly MemoryStalls stalls = ref _host.StallsOf(stay);
        double stalled = stalls.Sum;
        if (stalled > 0)
        {
            double time = vms[_stays[stay].Vm].Vcpus * rules.StepSeconds;
            _waits[cell] = stalled / time * 100;
            Check.That(!rules.Verify || done + stalled <= time * (1 + 1e-9));
        }

        if (done < busy)
        {
            double kept = done / rules.StepSeconds * coreMhz;
            _lost[cell] = ceiling[cell] - kept;
            ceiling[cell] = kept;
        }

        _recorder.Record(stay, at, busy, done, in stalls, probe);
        return done < busy;
    }
}
