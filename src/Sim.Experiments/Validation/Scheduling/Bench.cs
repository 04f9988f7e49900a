using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>A host put together for one study. Its hardware costs nothing unless the study says so: theory knows no costs.</summary>
/// <param name="policy">The scheduler; a new one for each bench.</param>
/// <param name="topology">The pCPUs.</param>
/// <param name="streams">Its random numbers.</param>
internal sealed class Bench(IVcpuScheduler policy, CpuTopology topology, RandomStreams streams)
{
    private readonly List<VcpuClaim> _claims = [];
    private readonly List<GuestSystem> _guests = [];
    private readonly Simulation _simulation = new();
    private CpuHost? _host;

    /// <summary>A host of single-threaded cores.</summary>
    /// <param name="policy">The scheduler; a new one for each bench.</param>
    /// <param name="pcpus">How many.</param>
    /// <param name="seed">Of its random numbers.</param>
    public Bench(IVcpuScheduler policy, int pcpus, long seed = 1)
        : this(policy, CpuTopology.Flat(pcpus), new RandomStreams(seed))
    {
    }

    /// <summary>What the hardware costs.</summary>
    public CpuMechanics Mechanics { get; init; } = CpuMechanics.Free;

    /// <summary>Who watches; null: nobody.</summary>
    public ICpuObserver? Observer { get; init; }

    /// <summary>The host, once it runs.</summary>
    public CpuHost Host => _host ?? throw new InvalidOperationException("the host does not run yet");

    /// <summary>Adds a VM whose guest the caller puts together.</summary>
    /// <returns>Its index.</returns>
    public int Add(VcpuClaim claim, Action<GuestSystem> build)
    {
        claim = claim with { Name = string.Create(CultureInfo.InvariantCulture, $"vm-{_claims.Count}") };
        GuestSystem guest = new(claim.Name, claim.Vcpus, streams);
        build(guest);
        _claims.Add(claim);
        _guests.Add(guest);
        return _claims.Count - 1;
    }

    /// <summary>Adds a VM with a program on each vCPU.</summary>
    /// <returns>Its index.</returns>
    public int Add(VcpuClaim claim, Func<IGuestProgram> program) => Add(claim, guest =>
    {
        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            guest.AddThread(vcpu, program());
        }
    });

    /// <summary>Adds a VM that computes without end on each vCPU.</summary>
    /// <returns>Its index.</returns>
    public int Hog(VcpuClaim? claim = null) => Add(claim ?? new VcpuClaim(), () => new HogProgram());

    /// <summary>Adds so many VMs of one vCPU, all alike, that compute without end.</summary>
    public void Hogs(int count)
    {
        for (int vm = 0; vm < count; vm++)
        {
            Hog();
        }
    }

    /// <summary>Starts the host, forgets what it did in the warm-up, runs it and checks its books.</summary>
    public Bench Run(Duration time, Duration warmup = default)
    {
        Start();
        if (warmup > Duration.Zero)
        {
            _simulation.RunUntil(SimTime.Zero + warmup);
            Host.ClearMeasures();
        }

        RunOn(time);
        Host.Verify();
        return this;
    }

    /// <summary>Starts the host.</summary>
    public void Start()
    {
        _host = new CpuHost(_simulation, new CpuHostOptions
        {
            Topology = topology,
            Scheduler = policy,
            Vms = _claims,
            Guests = _guests,
            Mechanics = Mechanics,
            Streams = streams,
            Observer = Observer,
        });
        _host.Start();
    }

    /// <summary>Lets time pass.</summary>
    public void RunOn(Duration time) => _simulation.RunUntil(_simulation.Now + time);

    /// <summary>CPU that a VM got, in pCPUs.</summary>
    public double Cores(int vm) => Sum(vm, measures => measures.In(VcpuState.Running).Seconds) / Host.Measured.Seconds;

    /// <summary>The sum over a VM's vCPUs.</summary>
    public double Sum(int vm, Func<VcpuMeasures, double> value) =>
        Enumerable.Range(Host.FirstVcpu(vm), _claims[vm].Vcpus).Sum(vcpu => value(Host.MeasuresOf(vcpu)));

    /// <summary>The longest time that any vCPU was runnable without running, in ms.</summary>
    public double LongestGapMs => Enumerable.Range(0, Host.Vcpus).Max(vcpu => Host.MeasuresOf(vcpu).LongestGap.Seconds) * 1000;
}
