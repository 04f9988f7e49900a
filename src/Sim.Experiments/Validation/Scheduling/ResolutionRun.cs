using System;
using System.Globalization;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Events;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Runs a scenario at interval and at event resolution, by the hosts that experiments run.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="step">The time each sample holds.</param>
internal sealed class ResolutionRun(ResolutionScenario scenario, Duration step) : IDemandSource
{
    private const double Mhz = 1000; // of a core

    private static readonly HostSpec Host = new("host", "validation", 1, 1, Frequency.FromMegahertz((long)Mhz), Bytes.FromGibibytes(64), new PowerCurve([100, 200]));

    /// <summary>CPU granted to each VM at interval resolution, in cores on average.</summary>
    public double[] Interval() => Replay(new IntervalHost(Specs, [], this, Rules));

    /// <summary>The same at event resolution.</summary>
    /// <param name="policy">Makes the scheduler.</param>
    /// <param name="seed">Of all random numbers.</param>
    public double[] Events(Func<IVcpuScheduler> policy, long seed)
    {
        RandomStreams streams = new(seed);
        EventHostParts parts = new()
        {
            Scheduler = policy,
            Claim = (vm, _) => scenario.Vms[vm].Claim,
            Guest = (stay, _) => Guest(stay.Vm, streams),
            Topology = host => CpuTopology.Flat(host.Cores),
            Mechanics = _ => CpuMechanics.Free,
            Features = new CpuFeatures(),
            Streams = _ => streams,
        };
        return Replay(new EventHostReplay(Specs, [], Rules, parts, (_, _) => { }));
    }

    /// <inheritdoc/>
    public void Read(int vm, long firstStep, Span<double> into) => scenario.Vms[vm].Demand.AsSpan((int)firstStep, into.Length).CopyTo(into);

    private int Steps => scenario.Vms[0].Demand.Length;

    private IntervalRules Rules => new(Steps, 0, step.Seconds, EmptyHostsOff: false, AlwaysFullPower: false, EnergyIntegration.Step, Verify: true);

    private VmSpec[] Specs =>
        [.. scenario.Vms.Select(vm => new VmSpec(vm.Claim.Vcpus, Mhz, 256, vm.Claim.Shares, 0, vm.Claim.Limit * Mhz, -1))];

    private double[] Replay(IHostReplay replay)
    {
        VmTotals[] totals = new VmTotals[scenario.Vms.Count];
        Residency[] stays = [.. scenario.Vms.Select((_, vm) => new Residency(vm, 0, Steps))];
        replay.Replay(Host with { Cores = scenario.Cores, LogicalCpus = scenario.Cores }, stays, new HostSeries(Steps), totals, null);
        return [.. totals.Select(vm => vm.GrantedMhz / Mhz / Steps)];
    }

    private GuestSystem Guest(int vm, RandomStreams streams)
    {
        GuestSystem guest = new(string.Create(CultureInfo.InvariantCulture, $"vm-{vm}"), scenario.Vms[vm].Claim.Vcpus, streams);
        new TraceBursts(new TraceBurstsOptions()).Build(guest, new DemandSeries(step, scenario.Vms[vm].Demand));
        return guest;
    }
}
