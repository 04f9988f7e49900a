using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Events;

/// <summary>Runs hosts at event resolution and reports them step by step, as an interval run would.</summary>
/// <remarks>
/// A step is a recording interval here. Demand is the time in which vCPUs were runnable: run, ready, co-stopped or capped.
/// CPU is counted in time on a pCPU; where a core has several threads, each counts as its part of the core, so that a host
/// whose pCPUs are all busy is used to 100 %. Power follows the utilisation of each step.
/// </remarks>
/// <param name="vms">The VMs of the cluster.</param>
/// <param name="pools">Its resource pools.</param>
/// <param name="rules">Steps and warm-up.</param>
/// <param name="parts">What hosts are made of.</param>
/// <param name="done">Takes each host when it is done; may be called from several threads at once.</param>
public sealed class EventHostReplay(
    VmSpec[] vms, IReadOnlyList<PoolSpec> pools, IntervalRules rules, EventHostParts parts, Action<HostSpec, EventHostOutcome> done) : IHostReplay
{
    private readonly double[] _demand = new double[1];
    private readonly double[] _granted = new double[1];
    private readonly double[] _ready = new double[1];
    private readonly double[] _capped = new double[1];

    /// <inheritdoc/>
    public double Replay(HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(stays);
        ArgumentNullException.ThrowIfNull(series);
        series.Clear();
        totals.Clear();
        Simulation simulation = new();
        CpuHost cpu = Make(simulation, host, stays);
        long[] before = new long[stays.Count * States];
        EventMemory? memory = parts.Memory is null ? null : new EventMemory(parts.Memory, rules, host, stays, cpu);
        memory?.Begin(series.Memory!);
        cpu.Start();
        for (int step = 0; step < rules.Steps; step++)
        {
            if (step == rules.WarmupSteps && step > 0)
            {
                cpu.ClearMeasures();
                Array.Clear(before);
            }

            RunStep(simulation, step, memory);
            if (rules.Verify)
            {
                cpu.Verify();
            }

            memory?.EndStep(step, probe);
            Record(step, cpu, host, stays, series, totals, before, probe);
        }

        memory?.End();

        cpu.Verify();
        cpu.TellOpenStates();
        done(host, new EventHostOutcome(cpu, [.. stays.Select(stay => stay.Vm)], simulation.Executed));
        return EnergyMeter.Joules(series.PowerWatts.AsSpan(rules.WarmupSteps), rules.StepSeconds, EnergyIntegration.Step);
    }

    private const int States = 6;

    private void RunStep(Simulation simulation, int step, EventMemory? memory)
    {
        int ticks = memory?.TicksPerStep ?? 1;
        memory?.BeginStep(step);
        for (int tick = 1; tick <= ticks; tick++)
        {
            simulation.RunUntil(new SimTime((long)Math.Round((step + ((double)tick / ticks)) * rules.StepSeconds * 1e9)));
            memory?.Tick();
        }
    }

    private CpuHost Make(Simulation simulation, HostSpec host, IReadOnlyList<Residency> stays)
    {
        CpuTopology topology = parts.Topology(host);
        int[] indices = [.. stays.Select(stay => stay.Vm)];
        return new CpuHost(simulation, new CpuHostOptions
        {
            Topology = topology,
            Scheduler = parts.Scheduler(),
            Vms = [.. stays.Select(stay => parts.Claim(stay.Vm, host))],
            Guests = [.. stays.Select(stay => parts.Guest(stay, host))],
            Pools = pools,
            Mechanics = parts.Mechanics(host),
            Features = parts.Features,
            CoreMhz = host.CoreSpeed.Megahertz,
            Streams = parts.Streams(host),
            Observer = parts.Observer(host, topology, indices),
        });
    }

    private void Record(
        int step, CpuHost cpu, HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, long[] before, IVmProbe? probe)
    {
        double stepNs = rules.StepSeconds * 1e9;
        double mhz = host.CapacityMhz / cpu.Pcpus / stepNs;
        Span<long> spans = stackalloc long[States];
        for (int i = 0; i < stays.Count; i++)
        {
            Since(cpu, i, before.AsSpan(i * States, States), spans);
            if (step < stays[i].FirstStep || step >= stays[i].EndStep)
            {
                continue;
            }

            int vcpus = vms[stays[i].Vm].Vcpus;
            long runnable = spans[(int)VcpuState.Running] + spans[(int)VcpuState.Ready] + spans[(int)VcpuState.CoStopped] + spans[(int)VcpuState.Capped];
            _demand[0] = runnable * mhz;
            _granted[0] = spans[(int)VcpuState.Running] * mhz;
            _ready[0] = 100 * spans[(int)VcpuState.Ready] / (stepNs * vcpus);
            _capped[0] = 100 * spans[(int)VcpuState.Capped] / (stepNs * vcpus);
            series.Vms[step]++;
            series.Vcpus[step] += vcpus;
            series.DemandMhz[step] += _demand[0];
            series.GrantedMhz[step] += _granted[0];
            series.ReadyPcpus[step] += spans[(int)VcpuState.Ready] / stepNs;
            series.MemoryMib[step] += vms[stays[i].Vm].MemoryMib;
            probe?.Observe(stays[i].Vm, step, _demand, _granted, _ready, _capped);
            if (step >= rules.WarmupSteps)
            {
                Add(ref totals[i]);
            }
        }

        bool off = series.Vms[step] == 0 && rules.EmptyHostsOff;
        double utilisation = Math.Min(1, series.GrantedMhz[step] / host.CapacityMhz);
        series.PowerWatts[step] = off ? double.NaN : host.Power.At(rules.AlwaysFullPower ? 1 : utilisation);
    }

    private void Add(ref VmTotals totals)
    {
        totals.Steps++;
        totals.DemandMhz += _demand[0];
        totals.GrantedMhz += _granted[0];
        totals.ReadyPct += _ready[0];
        totals.ReadyPctMax = Math.Max(totals.ReadyPctMax, _ready[0]);
        totals.CappedPct += _capped[0];
    }

    // What the VM's vCPUs did since the last look, by state, in ns.
    private static void Since(CpuHost cpu, int vm, Span<long> before, Span<long> spans)
    {
        spans.Clear();
        int end = cpu.FirstVcpu(vm) + cpu.Vms[vm].Vcpus;
        for (int vcpu = cpu.FirstVcpu(vm); vcpu < end; vcpu++)
        {
            VcpuMeasures measures = cpu.MeasuresOf(vcpu);
            for (int state = 0; state < States; state++)
            {
                spans[state] += measures.In((VcpuState)state).Nanoseconds;
            }
        }

        for (int state = 0; state < States; state++)
        {
            long now = spans[state];
            spans[state] -= before[state];
            before[state] = now;
        }
    }
}
