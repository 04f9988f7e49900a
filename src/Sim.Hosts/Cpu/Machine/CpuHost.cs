using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Kernel;
using Sim.Kernel.Collections;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Hosts.Cpu.Machine;

/// <summary>One host's CPUs at event resolution: pCPUs, vCPUs and their guests, and the policy that brings them together.</summary>
/// <remarks>
/// The mechanics are here, the decisions in the <see cref="IVcpuScheduler"/> (models.md H2). Each pCPU has one event at
/// most: the earliest of slice end, end of the guest's step and pause-loop exit. Limits and shares are charged in wall
/// time on a pCPU; work is done at the pCPU's speed of the moment (H3). Allocates nothing once it runs.
/// </remarks>
public sealed partial class CpuHost : IEventHandler, IGuestHost
{
    private const int PcpuDue = 0;
    private const int IdleLeft = 1;
    private const int PolicyTimer = 2;
    private const int PageThere = 3;
    private const int MostDecisionsAtOnce = 100_000;

    private readonly Simulation _simulation;
    private readonly CpuHostOptions _options;
    private readonly IVcpuScheduler _policy;
    private readonly GuestRuntime _guests;
    private readonly SpeedModel _speed;
    private readonly CacheModel _cache;
    private readonly CpuFeatures _features;
    private readonly long _switchCost;
    private readonly Duration _idleExit;
    private readonly PcpuRow[] _pcpus;
    private readonly VcpuRow[] _vcpus;
    private readonly VcpuMeasures[] _measures;
    private readonly bool[]?[] _allowed; // by VM; null: everywhere
    private readonly Ring _asks = new(); // pCPUs that must decide, in the order of asking
    private readonly Ring _nudges = new(); // vCPUs that must look at their guest
    private readonly bool[] _nudged;
    private readonly int[] _firstVcpu; // by VM, and one more
    private readonly PcpuSet _idle;
    private readonly int[] _busyThreads; // by core: pCPUs that are not idle
    private int _ready; // vCPUs in state Ready
    private long _measuredSince;
    private long _picks;
    private bool _started;

    /// <summary>A host in a simulation, still at rest.</summary>
    public CpuHost(Simulation simulation, CpuHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(options);
        Check.That(options.Vms.Count == options.Guests.Count);
        Check.That(options.Vms.Zip(options.Guests).All(pair => pair.First.Vcpus == pair.Second.Vcpus));
        _simulation = simulation;
        _options = options;
        _features = options.Features;
        _policy = options.Vms.Any(vm => vm.IsLimited) && !options.Scheduler.EnforcesLimits
            ? new QuotaScheduler(options.Scheduler, options.Features.QuotaPeriod, options.Features.QuotaKept)
            : options.Scheduler;
        _guests = new GuestRuntime(simulation, this, options.Guests, options.Features.GuestSlice);
        _speed = new SpeedModel(options.Topology, options.Mechanics);
        _cache = new CacheModel(options.Topology, options.Mechanics);
        _switchCost = options.Mechanics.SwitchCost.Nanoseconds;
        _idleExit = options.Mechanics.IdleExit;
        _firstVcpu = [0, .. options.Vms.Select((_, vm) => options.Vms.Take(vm + 1).Sum(earlier => earlier.Vcpus))];
        _pcpus = new PcpuRow[options.Topology.Pcpus];
        _vcpus = new VcpuRow[_firstVcpu[^1]];
        _measures = [.. _vcpus.Select(_ => new VcpuMeasures())];
        _service = new long[_vcpus.Length];
        _allowed = [.. options.Vms.Select(vm => AllowedBy(vm, _pcpus.Length))];
        _idle = new PcpuSet(_pcpus.Length);
        _busyThreads = new int[options.Topology.Cores];
        _nudged = new bool[_vcpus.Length];
        Array.Fill(_pcpus, new PcpuRow { Current = -1, Last = -1, NextAt = long.MaxValue, Rate = 65536, BusySince = -1 });
        for (int pcpu = 0; pcpu < _pcpus.Length; pcpu++)
        {
            _idle.Add(pcpu);
        }

        IdleCount = _pcpus.Length;
        for (int vm = 0; vm < options.Vms.Count; vm++)
        {
            VcpuRow row = new() { Vm = vm, Pcpu = -1, LastPcpu = -1, HomeNode = -1, WokenAt = -1, Label = VcpuState.Ready, Footprint = options.Vms[vm].Footprint.Count };
            Array.Fill(_vcpus, row, _firstVcpu[vm], options.Vms[vm].Vcpus);
        }
    }

    /// <summary>The time in ns.</summary>
    public long Now => _simulation.Now.Nanoseconds;

    /// <summary>How the pCPUs lie together.</summary>
    public CpuTopology Topology => _options.Topology;

    /// <summary>How many pCPUs.</summary>
    public int Pcpus => _pcpus.Length;

    /// <summary>How many vCPUs.</summary>
    public int Vcpus => _vcpus.Length;

    /// <summary>What each VM may claim.</summary>
    public IReadOnlyList<VcpuClaim> Vms => _options.Vms;

    /// <summary>The resource pools.</summary>
    public IReadOnlyList<PoolSpec> Pools => _options.Pools;

    /// <summary>Nominal clock of a core in MHz.</summary>
    public double CoreMhz => _options.CoreMhz;

    /// <summary>Random numbers, for policies that draw.</summary>
    public RandomStreams Streams => _options.Streams;

    /// <summary>How many vCPUs are ready and wait for a pCPU.</summary>
    public int ReadyCount => _ready;

    /// <summary>Decisions that the policy has made: scheduling events.</summary>
    public long Picks => _picks;

    /// <summary>The VM of a vCPU.</summary>
    public int VmOf(int vcpu) => _vcpus[vcpu].Vm;

    /// <summary>The first vCPU of a VM; its others follow.</summary>
    public int FirstVcpu(int vm) => _firstVcpu[vm];

    /// <summary>What the vCPU is doing.</summary>
    public VcpuState StateOf(int vcpu) => _vcpus[vcpu].State;

    /// <summary>Whether the vCPU runs or could run: it has neither halted nor waits for a page.</summary>
    public bool IsRunnable(int vcpu) => _vcpus[vcpu].State is not (VcpuState.Blocked or VcpuState.SwapWait);

    /// <summary>The vCPU on a pCPU, or -1.</summary>
    public int CurrentOf(int pcpu) => _pcpus[pcpu].Current;

    /// <summary>Where the vCPU runs, or -1.</summary>
    public int PcpuOf(int vcpu) => _vcpus[vcpu].Pcpu;

    /// <summary>Where the vCPU ran last, or runs; -1 before it first ran.</summary>
    public int LastPcpu(int vcpu) => _vcpus[vcpu].LastPcpu;

    /// <summary>Whether a pCPU has nothing to do and nobody is on the way to it.</summary>
    public bool IsIdle(int pcpu) => _idle.Has(pcpu);

    /// <summary>How many pCPUs are idle.</summary>
    public int IdleCount { get; private set; }

    /// <summary>Whether all threads of a pCPU's core are idle.</summary>
    public bool IsCoreIdle(int pcpu) => _busyThreads[Topology.CoreOf[pcpu]] == 0;

    /// <summary>The first idle pCPU from a given one on; -1: none.</summary>
    public int NextIdle(int from) => _idle.Next(from);

    /// <summary>Whether a vCPU may run on a pCPU.</summary>
    public bool Allowed(int vcpu, int pcpu) => _allowed[_vcpus[vcpu].Vm]?[pcpu] ?? true;

    /// <summary>Wall time that the vCPU has been on a pCPU, up to now, in ns; never reset.</summary>
    public long ServiceOf(int vcpu)
    {
        ref VcpuRow row = ref _vcpus[vcpu];
        return _service[vcpu] + (row.State == VcpuState.Running ? Now - row.Since : 0);
    }

    /// <summary>How long the present vCPU of a pCPU has been there, in ns.</summary>
    public long RunFor(int pcpu) => Now - _pcpus[pcpu].Dispatched;

    /// <summary>Makes the pCPU decide again, at this instant, after the present call.</summary>
    public void Ask(int pcpu)
    {
        if (!_pcpus[pcpu].Asked && !_pcpus[pcpu].Exiting)
        {
            _pcpus[pcpu].Asked = true;
            RefreshIdle(pcpu);
            _asks.Add(pcpu);
        }
    }

    /// <summary>Calls <see cref="IVcpuScheduler.Timer"/> at an instant.</summary>
    /// <param name="time">When, in ns; not before now.</param>
    /// <param name="kind">Handed back; 0 to 65535.</param>
    /// <param name="argument">Handed back.</param>
    public EventHandle SetTimer(long time, int kind, int argument) =>
        _simulation.ScheduleAt(new SimTime(time), this, PolicyTimer, ((long)kind << 32) | (uint)argument);

    /// <summary>Takes a timer back; false where it is over.</summary>
    public bool CancelTimer(EventHandle timer) => _simulation.Cancel(timer);

    /// <summary>Says why a runnable vCPU waits: held by a limit or for its siblings. It must not be picked until released.</summary>
    /// <param name="vcpu">Waiting, or about to leave its pCPU in the pick at hand.</param>
    /// <param name="state"><see cref="VcpuState.Capped"/> or <see cref="VcpuState.CoStopped"/>.</param>
    public void Hold(int vcpu, VcpuState state) => Label(vcpu, state);

    /// <summary>Says that a held vCPU waits for a pCPU again.</summary>
    public void Release(int vcpu) => Label(vcpu, VcpuState.Ready);

    /// <summary>Lets every guest begin.</summary>
    public void Start()
    {
        Check.That(!_started);
        _started = true;
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            (_vcpus[vcpu].Since, _vcpus[vcpu].Entered) = (Now, Now);
        }

        _measuredSince = Now;
        _policy.Start(this);
        _guests.Start();
        Settle();
    }

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload)
    {
        switch (operation)
        {
            case PcpuDue:
                _pcpus[payload].NextAt = long.MaxValue;
                Due((int)payload);
                break;
            case IdleLeft:
                _pcpus[payload].Exiting = false;
                RefreshIdle((int)payload);
                Decide((int)payload, PickReason.Asked);
                break;
            case PageThere:
                ReturnFromFault((int)payload);
                break;
            default:
                _policy.Timer((int)(payload >> 32), unchecked((int)payload));
                break;
        }

        Settle();
    }

    /// <inheritdoc/>
    public override string ToString() => "CPUs of a host";

    private static bool[]? AllowedBy(VcpuClaim vm, int pcpus)
    {
        if (vm.Affinity.Count == 0)
        {
            return null;
        }

        bool[] allowed = new bool[pcpus];
        foreach (int pcpu in vm.Affinity)
        {
            allowed[pcpu] = true;
        }

        return allowed;
    }

    private void RefreshIdle(int pcpu)
    {
        ref PcpuRow row = ref _pcpus[pcpu];
        bool idle = row.Current < 0 && !row.Asked && !row.Exiting;
        if (idle == IsIdle(pcpu))
        {
            return;
        }

        if (idle)
        {
            _idle.Add(pcpu);
        }
        else
        {
            _idle.Remove(pcpu);
        }

        IdleCount += idle ? 1 : -1;
        _busyThreads[Topology.CoreOf[pcpu]] += idle ? -1 : 1;
    }

    private void Label(int vcpu, VcpuState state)
    {
        ref VcpuRow row = ref _vcpus[vcpu];
        if (row.State == VcpuState.Running)
        {
            row.Label = state;
        }
        else
        {
            Check.That(IsRunnable(vcpu));
            Enter(vcpu, ref row, state);
        }
    }
}
