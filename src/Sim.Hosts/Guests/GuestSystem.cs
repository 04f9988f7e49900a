using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Hosts.Guests;

/// <summary>One VM's guest, put together by a behaviour: threads bound to vCPUs, and what they share.</summary>
/// <param name="name">The VM's name; random streams begin with it.</param>
/// <param name="vcpus">Its vCPUs.</param>
/// <param name="streams">All random numbers of the run.</param>
public sealed class GuestSystem(string name, int vcpus, RandomStreams streams)
{
    private readonly List<(int Vcpu, IGuestProgram Program)> _threads = [];
    private readonly List<GuestLock> _locks = [];
    private readonly List<GuestBarrier> _barriers = [];
    private readonly List<(int Channel, IArrivals Arrivals)> _sources = [];

    /// <summary>The VM's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its vCPUs, numbered from 0.</summary>
    public int Vcpus { get; } = vcpus;

    /// <summary>Nominal clock of the host's cores in MHz, for work that was measured on others.</summary>
    public double CoreMhz { get; init; } = 1000;

    /// <summary>What its kernel does by itself.</summary>
    public GuestOptions Options { get; init; } = new();

    /// <summary>When the first timer tick comes, from the VM's start; the same on all its vCPUs.</summary>
    public Duration TickPhase { get; init; } = Duration.Zero;

    /// <summary>When the VM starts: its threads do nothing before.</summary>
    public SimTime Start { get; init; } = SimTime.Zero;

    /// <summary>When it is gone: its threads end.</summary>
    public SimTime End { get; init; } = SimTime.Never;

    /// <summary>Channels made so far.</summary>
    public int Channels { get; private set; }

    internal IReadOnlyList<(int Vcpu, IGuestProgram Program)> Threads => _threads;

    internal IReadOnlyList<GuestLock> Locks => _locks;

    internal IReadOnlyList<GuestBarrier> Barriers => _barriers;

    internal IReadOnlyList<(int Channel, IArrivals Arrivals)> Sources => _sources;

    /// <summary>The VM's random stream of that purpose.</summary>
    public RandomStream Stream(string purpose) => streams[$"{Name}/{purpose}"];

    /// <summary>The VM's random stream of that purpose for one of several vCPUs, threads or users.</summary>
    public RandomStream Stream(string purpose, int index) => streams[string.Create(CultureInfo.InvariantCulture, $"{Name}/{purpose}-{index}")];

    /// <summary>Adds a thread that runs on one vCPU from the start of the run.</summary>
    public void AddThread(int vcpu, IGuestProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfNegative(vcpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(vcpu, Vcpus);
        bool wholeRun = Start == SimTime.Zero && End == SimTime.Never;
        _threads.Add((vcpu, wholeRun ? program : new LivingProgram(program, Start, End)));
    }

    /// <summary>Adds a lock.</summary>
    /// <returns>Its id for <see cref="GuestOp.Lock"/>.</returns>
    public int AddLock(GuestLock @lock)
    {
        _locks.Add(@lock);
        return _locks.Count - 1;
    }

    /// <summary>Adds a barrier.</summary>
    /// <returns>Its id for <see cref="GuestOp.Barrier"/>.</returns>
    public int AddBarrier(GuestBarrier barrier)
    {
        _barriers.Add(barrier);
        return _barriers.Count - 1;
    }

    /// <summary>Adds a channel: messages wait in it, and threads wait for them, first come first served.</summary>
    /// <returns>Its id for <see cref="GuestOp.Send"/> and <see cref="GuestOp.Receive"/>.</returns>
    public int AddChannel() => Channels++;

    /// <summary>Lets messages from outside arrive in a channel.</summary>
    public void AddSource(int channel, IArrivals arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        _sources.Add((channel, arrivals));
    }
}
