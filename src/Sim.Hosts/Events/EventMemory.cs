using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Guests;
using Sim.Hosts.Interval;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Events;

/// <summary>Drives the memory of a host through an event run: what its vCPUs have run goes in, how often they lack a page comes out.</summary>
/// <remarks>
/// Memory goes on by ticks of a second at most. What it says of the tick behind holds for the next: so many waits for a page a
/// second of work, each so long, at random; and so much time on a pCPU for faults that need no wait. VMs that are there from
/// the start have been there before: their memory has grown for ten minutes, with little work, when the run begins.
/// </remarks>
/// <param name="model">What guests do with their memory, and what memory a host has.</param>
/// <param name="rules">Steps and warm-up.</param>
/// <param name="host">The host.</param>
/// <param name="stays">Its VMs' stays.</param>
/// <param name="cpu">Its CPUs; their VM i is stay i.</param>
internal sealed class EventMemory(MemoryModel model, IntervalRules rules, HostSpec host, IReadOnlyList<Residency> stays, CpuHost cpu)
{
    private const double LongestTick = 1; // s
    private const int TicksBefore = 600;
    private const double WorkBefore = 0.05; // of the vCPUs' time
    private const double StepOfOneWhoStandsStill = 1000; // ns of work between two looks whether there is a page

    private readonly MemoryHost _host = model.Host(host, stays);
    private readonly MemoryRecorder _recorder = new(rules);
    private readonly double[] _used = new double[stays.Count]; // in the present step, MiB; NaN: off
    private readonly double[] _active = new double[stays.Count];
    private readonly long[] _service = new long[stays.Count]; // of its vCPUs, as of the last tick, ns
    private readonly bool[] _stands = new bool[stays.Count]; // no page is to be had for it
    private readonly double[] _tax = new double[stays.Count]; // that they were told
    private readonly double[] _wanted = new double[stays.Count]; // since the step began, s
    private readonly double[] _done = new double[stays.Count];
    private readonly MemoryStalls[] _stalls = new MemoryStalls[stays.Count];

    /// <summary>Ticks of a step.</summary>
    public int TicksPerStep { get; } = (int)Math.Ceiling(rules.StepSeconds / LongestTick);

    private double TickSeconds => rules.StepSeconds / TicksPerStep;

    /// <summary>Begins.</summary>
    public void Begin(MemorySeries series)
    {
        BeginStep(0);
        for (int tick = 1; tick <= TicksBefore; tick++)
        {
            for (int stay = 0; stay < stays.Count; stay++)
            {
                if (!double.IsNaN(_used[stay]))
                {
                    GuestUse use = Pages(stay, cpu.Vms[stay].Vcpus * WorkBefore * LongestTick);
                    _host.Use(stay, use with { Used = use.Used * tick / TicksBefore, Active = use.Active * tick / TicksBefore });
                }
            }

            _host.Advance(LongestTick);
        }

        _host.ClearMeasures();
        _recorder.Begin(_host, stays, series);
    }

    /// <summary>Ends.</summary>
    public void End() => _recorder.End();

    /// <summary>Begins a step: reads what the guests do in it.</summary>
    public void BeginStep(int step)
    {
        if (step == rules.WarmupSteps && step > 0)
        {
            _recorder.Forget();
        }

        Array.Clear(_wanted);
        Array.Clear(_done);
        Array.Clear(_stalls);
        for (int stay = 0; stay < stays.Count; stay++)
        {
            if (step < stays[stay].FirstStep || step >= stays[stay].EndStep)
            {
                (_used[stay], _active[stay]) = (double.NaN, double.NaN);
            }
            else
            {
                model.Demand.Read(stays[stay].Vm, step, _used.AsSpan(stay, 1), _active.AsSpan(stay, 1));
            }
        }
    }

    /// <summary>A tick is over.</summary>
    public void Tick()
    {
        for (int stay = 0; stay < stays.Count; stay++)
        {
            Use(stay);
        }

        _host.Advance(TickSeconds);
        for (int stay = 0; stay < stays.Count; stay++)
        {
            if (_host.IsOn(stay))
            {
                Tell(stay);
            }
        }
    }

    /// <summary>A step is over.</summary>
    public void EndStep(int step, IVmProbe? probe)
    {
        _recorder.BeginStep();
        for (int stay = 0; stay < stays.Count; stay++)
        {
            if (_host.IsOn(stay))
            {
                _recorder.Record(stay, step, _wanted[stay], _done[stay], _stalls[stay], probe);
            }
        }

        _recorder.EndStep(step);
        _recorder.RecordHost(step, 1);
    }

    // What its vCPUs have worked since the last tick; time for faults, which the tax stands for, is no work.
    private void Use(int stay)
    {
        long service = 0;
        int first = cpu.FirstVcpu(stay);
        for (int vcpu = first; vcpu < first + cpu.Vms[stay].Vcpus; vcpu++)
        {
            service += cpu.ServiceOf(vcpu);
        }

        double busy = (service - _service[stay]) / 1e9 / (1 + _tax[stay]);
        _service[stay] = service;
        if (double.IsNaN(_used[stay]))
        {
            _host.PowerOff(stay);
            return;
        }

        _host.Use(stay, Pages(stay, busy));
    }

    private GuestUse Pages(int stay, double busy)
    {
        double used = Math.Min(_used[stay] * PageSizes.PerMebibyte, _host.Vms[stay].Size);
        return new GuestUse(used, Math.Min(_active[stay] * PageSizes.PerMebibyte, used), busy);
    }

    private void Tell(int stay)
    {
        ref readonly MemoryStalls stalls = ref _host.StallsOf(stay);
        double busy = _host.UseOf(stay).BusySeconds;
        double done = Math.Min(busy, _host.DoneBy(stay));
        _wanted[stay] += busy;
        _done[stay] += done;
        _stalls[stay] += stalls;
        if (_host.StandsStill(stay))
        {
            (_stands[stay], _tax[stay]) = (true, 0);
            cpu.SetPageFaults(stay, new PageFaultRate(StepOfOneWhoStandsStill, (long)(TickSeconds * 1e9), 0));
        }
        else if (busy > 0 || _stands[stay])
        {
            _stands[stay] = false;
            cpu.SetPageFaults(stay, RateOf(stay, done, in stalls));
        }
    }

    private PageFaultRate RateOf(int stay, double work, in MemoryStalls stalls)
    {
        if (work <= 0)
        {
            return PageFaultRate.None;
        }

        ref readonly GuestFaults faults = ref _host.FaultsOf(stay);
        double reads = (faults.GuestSwapIn + faults.CacheMiss) * _host.Costs.GuestRead.Seconds;
        double waiting = stalls.Swap + Math.Min(reads, stalls.Balloon) + stalls.Blocked;
        double waits = faults.SwapIn + faults.GuestSwapIn + faults.CacheMiss;
        _tax[stay] = Math.Max(0, stalls.Sum - waiting) / work;
        return waiting > 0 && waits > 0
            ? new PageFaultRate(work / waits * 1e9, (long)(waiting / waits * 1e9), _tax[stay])
            : PageFaultRate.None with { Tax = _tax[stay] };
    }
}
