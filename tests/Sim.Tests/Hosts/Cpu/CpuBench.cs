using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Cpu;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu;

/// <summary>A small host put together in a test, line by line.</summary>
internal sealed class CpuBench(IVcpuScheduler scheduler, CpuTopology topology)
{
    private readonly List<VcpuClaim> _claims = [];
    private readonly List<GuestSystem> _guests = [];
    private readonly RandomStreams _streams = new(1);

    public CpuBench(IVcpuScheduler scheduler, int pcpus)
        : this(scheduler, CpuTopology.Flat(pcpus))
    {
    }

    public Simulation Simulation { get; } = new();

    public CpuMechanics Mechanics { get; init; } = CpuMechanics.Free;

    public CpuFeatures Features { get; init; } = new();

    public ICpuObserver? Observer { get; init; }

    public IReadOnlyList<PoolSpec> Pools { get; init; } = [];

    /// <summary>What the kernels of the guests that are added from now on do.</summary>
    public GuestOptions Guest { get; set; } = new();

    /// <summary>When their first tick comes.</summary>
    public Duration TickPhase { get; set; } = Duration.Zero;

    /// <summary>When they are gone.</summary>
    public SimTime GuestEnd { get; set; } = SimTime.Never;

    public CpuHost Host { get; private set; } = null!;

    /// <summary>Adds a VM whose guest is put together by the caller; returns its index.</summary>
    public int Vm(VcpuClaim claim, Action<GuestSystem> build)
    {
        claim = claim.Name.Length > 0 ? claim : claim with { Name = $"vm-{_claims.Count}" };
        GuestSystem guest = new(claim.Name, claim.Vcpus, _streams) { Options = Guest, TickPhase = TickPhase, End = GuestEnd };
        build(guest);
        _claims.Add(claim);
        _guests.Add(guest);
        return _claims.Count - 1;
    }

    /// <summary>Adds a VM with the same program on each vCPU.</summary>
    public int Vm(VcpuClaim claim, Func<int, IGuestProgram> program) => Vm(claim, guest =>
    {
        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            guest.AddThread(vcpu, program(vcpu));
        }
    });

    /// <summary>Adds a VM that computes without end on each vCPU.</summary>
    public int Hog(VcpuClaim? claim = null) => Vm(claim ?? new VcpuClaim(), _ => new HogProgram());

    /// <summary>Adds a VM of one vCPU that computes for a while in each period.</summary>
    public int Periodic(Duration work, Duration period, Duration phase = default, VcpuClaim? claim = null) =>
        Vm(claim ?? new VcpuClaim(), _ => new PeriodicProgram(work, period, phase));

    /// <summary>Starts the host, runs it and checks its books.</summary>
    public CpuHost Run(Duration time, Duration warmup = default)
    {
        Host = new CpuHost(Simulation, new CpuHostOptions
        {
            Topology = topology,
            Scheduler = scheduler,
            Vms = _claims,
            Guests = _guests,
            Pools = Pools,
            Mechanics = Mechanics,
            Features = Features,
            Streams = _streams,
            Observer = Observer,
        });
        Host.Start();
        if (warmup > Duration.Zero)
        {
            Simulation.RunUntil(SimTime.Zero + warmup);
            Host.ClearMeasures();
        }

        Simulation.RunUntil(SimTime.Zero + warmup + time);
        Host.Verify();
        return Host;
    }

    /// <summary>CPU that a VM got, in pCPUs.</summary>
    public double Cores(int vm) =>
        Enumerable.Range(Host.FirstVcpu(vm), _claims[vm].Vcpus).Sum(vcpu => Host.MeasuresOf(vcpu).In(VcpuState.Running).Seconds) / Host.Measured.Seconds;

    /// <summary>What every VM should get by weighted max-min, in pCPUs, were each to want so much.</summary>
    public double[] Oracle(params double[] demands)
    {
        double[] wants = [.. _claims.Select((claim, vm) => Math.Min(Math.Min(demands[vm], claim.Limit), Math.Min(claim.Vcpus, topology.Pcpus)))];
        double[] floors = [.. _claims.Select((claim, vm) => Math.Min(claim.Reservation, wants[vm]))];
        double[] grants = new double[wants.Length];
        WeightedMaxMin.Solve(topology.Pcpus, [.. _claims.Select(claim => claim.Shares)], floors, wants, grants, new int[wants.Length]);
        return grants;
    }
}
