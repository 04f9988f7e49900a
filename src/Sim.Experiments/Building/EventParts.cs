using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Events;
using Sim.Hosts.Guests;
using Sim.Hosts.Interval;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>Makes what event hosts are made of from a scenario.</summary>
internal sealed class EventParts
{
    /// <summary>Kind of the vCPU schedulers.</summary>
    public const string SchedulerKind = "schedulers";

    private readonly Scenario _scenario;
    private readonly Fleet _fleet;
    private readonly MeasuredCosts _measured;
    private readonly RunOptions _options;
    private readonly RandomStreams _streams;
    private readonly OrderedDictionary<string, HostType> _types;
    private readonly IReadOnlyList<IBehaviour> _behaviours;
    private readonly GuestOptions[] _guests;

    private EventParts(Scenario scenario, Fleet fleet, WorkloadBehaviours behaviours, MeasuredCosts measured, RunOptions options)
    {
        (_scenario, _fleet, _measured, _options) = (scenario, fleet, measured, options);
        _streams = new RandomStreams(options.Seed ?? scenario.Seed);
        _behaviours = behaviours.All;
        _guests = [.. scenario.Workload.Select(workload => Guest(workload, []) ?? new GuestOptions())];
        _types = HostBuilder.TypesByName(scenario);
    }

    /// <summary>The parts of a scenario whose checks found no fault.</summary>
    public static EventHostParts Of(Scenario scenario, Fleet fleet, WorkloadBehaviours behaviours, MeasuredCosts measured, RunOptions options)
    {
        EventParts parts = new(scenario, fleet, behaviours, measured, options);
        return new EventHostParts
        {
            Scheduler = parts.Scheduler,
            Claim = parts.Claim,
            Guest = parts.Guest,
            Topology = parts.Topology,
            Mechanics = parts.Mechanics,
            Features = measured.Bind<CpuFeatures>(scenario.Hypervisor.Cpu.Features),
            Streams = host => new RandomStreams(unchecked((long)(StableHash.Of(host.Name) ^ (ulong)(options.Seed ?? scenario.Seed)))),
        };
    }

    /// <summary>Adds every fault that the parts named in a scenario have.</summary>
    public static void Check(LoadedScenario loaded, PluginRegistry registry, ICollection<InputError> faults)
    {
        Scenario scenario = loaded.Scenario;
        HypervisorCpu cpu = scenario.Hypervisor.Cpu;
        Parts.Make(registry, SchedulerKind, cpu.Scheduler.Part, cpu.Scheduler.Options, faults);
        cpu.Features.Bind(typeof(CpuFeatures), faults);
        foreach (HostGroup group in scenario.Hosts)
        {
            group.Type.Cpu.Bind(typeof(CpuMechanics), faults);
        }

        WorkloadBehaviours.Check(loaded, registry, faults);
        foreach (Workload workload in scenario.Workload)
        {
            Guest(workload, faults);
        }

        CheckAffinities(loaded, faults);
    }

    private static void CheckAffinities(LoadedScenario loaded, ICollection<InputError> faults)
    {
        int fewest = loaded.Scenario.Hosts.Select(group => group.Type.TotalThreads).DefaultIfEmpty(int.MaxValue).Min();
        for (int i = 0; i < loaded.Scenario.Workload.Count; i++)
        {
            VmSelection vms = loaded.Scenario.Workload[i].Vms;
            CheckAffinity(loaded, vms.Default, string.Create(CultureInfo.InvariantCulture, $"workload[{i}].vms.default.cpu.affinity"), fewest, faults);
            for (int type = 0; type < vms.Types.Count; type++)
            {
                CheckAffinity(loaded, vms.Types[type], string.Create(CultureInfo.InvariantCulture, $"workload[{i}].vms.types[{type}].cpu.affinity"), fewest, faults);
            }
        }
    }

    private static void CheckAffinity(LoadedScenario loaded, VmType type, string path, int pcpus, ICollection<InputError> faults)
    {
        foreach (int pcpu in type.Cpu.Affinity.Where(pcpu => pcpu < 0 || pcpu >= pcpus))
        {
            faults.Add(loaded.Fault(path, string.Create(CultureInfo.InvariantCulture, $"{pcpu} given; the smallest host has pCPUs 0 to {pcpus - 1}")));
        }
    }

    private static GuestOptions? Guest(Workload workload, ICollection<InputError> faults) =>
        (GuestOptions?)workload.Guest.Bind(typeof(GuestOptions), faults);

    private IVcpuScheduler Scheduler()
    {
        HypervisorCpu cpu = _scenario.Hypervisor.Cpu;
        return (IVcpuScheduler)Parts.Make(_options.Parts, SchedulerKind, cpu.Scheduler.Part, cpu.Scheduler.Options, [])!;
    }

    private CpuTopology Topology(HostSpec host)
    {
        HostType type = _types[host.Name];
        return new CpuTopology(type.Sockets, type.NodesPerSocket, type.TotalCores / type.Sockets / type.NodesPerSocket, type.ThreadsPerCore);
    }

    private CpuMechanics Mechanics(HostSpec host) => _measured.Bind<CpuMechanics>(_types[host.Name].Cpu);

    private VcpuClaim Claim(int vm, HostSpec host)
    {
        VmSpec spec = _fleet.Vms[vm];
        VmCpu cpu = _fleet.TypeOf(vm).Cpu;
        double mhz = host.CoreSpeed.Megahertz;
        return new VcpuClaim
        {
            Name = _fleet.Labels.Name(vm),
            Vcpus = spec.Vcpus,
            Shares = spec.Shares,
            Reservation = spec.ReservationMhz / mhz,
            Limit = spec.LimitMhz / mhz,
            Pool = spec.Pool,
            Priority = cpu.Priority,
            Nice = cpu.Nice,
            Period = cpu.Period,
            Budget = cpu.Budget,
            ExtraTime = cpu.ExtraTime,
            Slice = cpu.Slice,
            Warp = cpu.Warp,
            Affinity = cpu.Affinity,
            Footprint = cpu.Footprint,
            SeesSmt = cpu.SeesSmt,
        };
    }

    private GuestSystem Guest(Residency stay, HostSpec host)
    {
        VmSpec spec = _fleet.Vms[stay.Vm];
        long step = _fleet.Step.Nanoseconds;
        SimTime end = stay.EndStep >= _fleet.Steps ? SimTime.Never : new SimTime(stay.EndStep * step);
        string name = _fleet.Labels.Name(stay.Vm);
        GuestOptions options = _guests[_fleet.GroupOf(stay.Vm)];
        GuestSystem guest = new(name, spec.Vcpus, _streams)
        {
            CoreMhz = host.CoreSpeed.Megahertz,
            Start = new SimTime(stay.FirstStep * step),
            End = end,
            Options = options,
            TickPhase = options.TickHz == 0 ? Duration.Zero : new Duration(_streams[name + "/tick"].NextInt(1_000_000_000L / options.TickHz)),
        };
        _behaviours[_fleet.GroupOf(stay.Vm)].Build(guest, Demand(stay.Vm, host));
        return guest;
    }

    // The fraction of each vCPU at the host's speed; null for VMs without a trace.
    private DemandSeries? Demand(int vm, HostSpec host)
    {
        if (_fleet.IsFlat(vm))
        {
            return null;
        }

        double[] samples = new double[_fleet.TraceSteps];
        _fleet.TraceDemand.Read(vm, 0, samples);
        VmSpec spec = _fleet.Vms[vm];
        double speed = double.IsNaN(spec.SpeedMhz) ? 1 : spec.SpeedMhz / host.CoreSpeed.Megahertz;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = double.IsNaN(samples[i]) ? 0 : samples[i] * speed;
        }

        return new DemandSeries(_fleet.TraceStep, samples);
    }
}
