using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Collections;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>The guests of one host: runs their threads step by step on whichever vCPUs are on a pCPU.</summary>
/// <remarks>
/// The host asks <see cref="Step"/> when a vCPU gets a pCPU or its step may be over, and tells <see cref="Progress"/> how
/// long it ran. Threads are bound to vCPUs; those of one vCPU take turns, woken ones at the end of the line.
/// </remarks>
internal sealed class GuestRuntime : IEventHandler
{
    private const int ThreadWakes = 0;
    private const int MessageArrives = 1;
    private const int TickRings = 2;
    private const int MostStepsAtOnce = 1_000_000;

    private readonly Simulation _simulation;
    private readonly IGuestHost _host;
    private readonly long _slice;
    private readonly ThreadRow[] _threads;
    private readonly IGuestProgram[] _programs;
    private readonly GuestVcpu[] _vcpus;
    private readonly GuestLock[] _locks;
    private readonly int[] _holders;
    private readonly ThreadQueue[] _lockQueues;
    private readonly GuestBarrier[] _barriers;
    private readonly ThreadQueue[] _barrierQueues;
    private readonly Ring[] _messages;
    private readonly ThreadQueue[] _receivers;
    private readonly (int Channel, IArrivals Arrivals)[] _sources;
    private readonly GuestTicks? _ticks; // null where no guest has any
    private readonly IReadOnlyList<GuestSystem> _guests;
    private readonly GuestMeasures[] _measures;
    private readonly GuestMoment _moment = new();
    private readonly (int Lock, int Barrier, int Channel)[] _firstOf; // by VM
    private GuestPageFaults? _faults; // null until somebody has any

    public GuestRuntime(Simulation simulation, IGuestHost host, IReadOnlyList<GuestSystem> guests, Duration slice)
    {
        _simulation = simulation;
        _host = host;
        _slice = slice.Nanoseconds;
        _guests = guests;
        _ticks = GuestTicks.Of(guests);
        _measures = [.. guests.Select(_ => new GuestMeasures())];
        _locks = [.. guests.SelectMany(guest => guest.Locks)];
        _holders = Filled(_locks.Length);
        _lockQueues = new ThreadQueue[_locks.Length];
        _barriers = [.. guests.SelectMany(guest => guest.Barriers)];
        _barrierQueues = new ThreadQueue[_barriers.Length];
        _messages = [.. guests.SelectMany(guest => Enumerable.Range(0, guest.Channels)).Select(_ => new Ring())];
        _receivers = new ThreadQueue[_messages.Length];
        _firstOf = new (int Lock, int Barrier, int Channel)[guests.Count + 1];
        List<ThreadRow> threads = [];
        List<IGuestProgram> programs = [];
        List<(int Channel, IArrivals Arrivals)> sources = [];
        int vcpus = 0;
        for (int vm = 0; vm < guests.Count; vm++)
        {
            GuestSystem guest = guests[vm];
            (int Lock, int Barrier, int Channel) first = _firstOf[vm];
            threads.AddRange(guest.Threads.Select(thread => new ThreadRow { Vcpu = vcpus + thread.Vcpu, Vm = vm, Next = -1 }));
            programs.AddRange(guest.Threads.Select(thread => thread.Program));
            sources.AddRange(guest.Sources.Select(source => (first.Channel + source.Channel, source.Arrivals)));
            _firstOf[vm + 1] = (first.Lock + guest.Locks.Count, first.Barrier + guest.Barriers.Count, first.Channel + guest.Channels);
            vcpus += guest.Vcpus;
        }

        _threads = [.. threads];
        _programs = [.. programs];
        _sources = [.. sources];
        _vcpus = new GuestVcpu[vcpus];
        Array.Fill(_vcpus, new GuestVcpu { Current = -1 });
    }

    /// <summary>What the guest of a VM measures.</summary>
    public GuestMeasures MeasuresOf(int vm) => _measures[vm];

    /// <summary>Makes every thread runnable and lets the sources begin.</summary>
    public void Start()
    {
        for (int thread = 0; thread < _threads.Length; thread++)
        {
            MakeReady(thread, waker: -1);
        }

        for (int source = 0; source < _sources.Length; source++)
        {
            ScheduleArrival(source);
        }

        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            Rest(vcpu);
        }
    }

    /// <summary>From now on the vCPUs of a VM wait for pages so often.</summary>
    public void SetPageFaults(int vm, PageFaultRate rate, int firstVcpu)
    {
        if (_faults is not null || rate != PageFaultRate.None)
        {
            _faults ??= new GuestPageFaults(_guests);
            _faults.Set(vm, rate, firstVcpu, _guests[vm].Vcpus);
        }
    }

    /// <summary>The vCPU cannot go on for want of a page, which is fetched.</summary>
    /// <returns>How long that takes, in ns; 0 where no page is wanting.</returns>
    public long TakePageFault(int vcpu) => _faults?.Take(vcpu) ?? 0;

    /// <summary>Whether the vCPU cannot go on for want of a page.</summary>
    public bool LacksPage(int vcpu) => _faults?.Left(vcpu) == 0;

    /// <summary>Does everything that takes no time, up to the next computation or spin.</summary>
    /// <returns>False where the vCPU has nothing left to run, or lacks a page.</returns>
    public bool Step(int vcpu) => !LacksPage(vcpu) && Go(vcpu);

    /// <summary>Books a time on a pCPU.</summary>
    /// <param name="vcpu">The vCPU that ran.</param>
    /// <param name="span">Wall time, in ns.</param>
    /// <param name="rate">Speed in 1/65536 of the nominal one.</param>
    /// <returns>Work done for threads, time spun, and time spent on timer ticks.</returns>
    public (long Work, long Spin, long Tick) Progress(int vcpu, long span, int rate)
    {
        if (_ticks is not null && _ticks.Left(vcpu) > 0)
        {
            _ticks.Work(vcpu, (span * rate) >> 16);
            return (0, 0, span);
        }

        ref GuestVcpu own = ref _vcpus[vcpu];
        if (own.Current < 0)
        {
            return default;
        }

        ref ThreadRow thread = ref _threads[own.Current];
        own.SliceLeft -= span;
        if (thread.Phase == ThreadPhase.Spinning)
        {
            own.SpunFor += span;
            thread.Left -= Math.Min(thread.Left, span);
            return (0, span, 0);
        }

        long work = Math.Min(thread.Left, _faults?.WorkIn(vcpu, span, rate) ?? (span * rate) >> 16);
        thread.Left -= work;
        _faults?.Work(vcpu, work);
        return (work, 0, 0);
    }

    /// <summary>How long, in ns on a pCPU, until <see cref="Step"/> has something to do.</summary>
    public long Until(int vcpu, int rate)
    {
        if (_ticks is not null && _ticks.Left(vcpu) is > 0 and long tick)
        {
            return ((tick << 16) + rate - 1) / rate;
        }

        ref GuestVcpu own = ref _vcpus[vcpu];
        if (own.Current < 0)
        {
            return 0;
        }

        ref ThreadRow thread = ref _threads[own.Current];
        long span = thread.Phase switch
        {
            ThreadPhase.Spinning => thread.Left,
            ThreadPhase.Computing when _faults is not null => _faults.TimeFor(vcpu, Math.Min(thread.Left, _faults.Left(vcpu)), rate),
            ThreadPhase.Computing => thread.Left == 0 ? 0 : ((thread.Left << 16) + rate - 1) / rate,
            _ => 0,
        };
        if (_ticks is not null && _ticks.Next(vcpu) is < long.MaxValue and long next)
        {
            span = Math.Min(span, Math.Max(0, next - _simulation.Now.Nanoseconds));
        }

        return own.Ready.IsEmpty ? span : Math.Min(span, Math.Max(0, own.SliceLeft));
    }

    /// <summary>The vCPU is about to run.</summary>
    public void ExpectRun(int vcpu)
    {
        ref GuestVcpu own = ref _vcpus[vcpu];
        int thread = own.Current >= 0 ? own.Current : own.Ready.First;
        if (thread >= 0)
        {
            Soon.Needed(_programs[thread]);
        }
    }

    /// <summary>How long the vCPU's thread has been spinning, in ns; -1 where it does not.</summary>
    public long SpunFor(int vcpu)
    {
        ref GuestVcpu own = ref _vcpus[vcpu];
        return IsSpinning(own) && (_ticks is null || _ticks.Left(vcpu) == 0) ? own.SpunFor : -1;
    }

    /// <summary>Whether the vCPU has a thread to run, or a tick to work on.</summary>
    public bool HasWork(int vcpu) => _vcpus[vcpu].Current >= 0 || !_vcpus[vcpu].Ready.IsEmpty || (_ticks is not null && _ticks.Left(vcpu) > 0);

    /// <summary>Whether the vCPU's thread spins.</summary>
    public bool IsSpinning(int vcpu) => IsSpinning(_vcpus[vcpu]);

    /// <summary>Begins a new spell of spinning: after a pause-loop exit, or on another pCPU.</summary>
    public void ResetSpin(int vcpu) => _vcpus[vcpu].SpunFor = 0;

    /// <summary>Whether the thread that runs on the vCPU holds a lock.</summary>
    public bool HoldsLock(int vcpu) => _vcpus[vcpu].Current >= 0 && _threads[_vcpus[vcpu].Current].Held > 0;

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload)
    {
        switch (operation)
        {
            case ThreadWakes:
                Expect(_threads[payload].Vcpu);
                _threads[payload].Phase = ThreadPhase.Due;
                MakeReady((int)payload, waker: -1);
                break;
            case MessageArrives:
                Deliver(_sources[payload].Channel, waker: -1);
                ScheduleArrival((int)payload);
                break;
            default:
                Ring((int)payload);
                break;
        }

        _host.Settle();
    }

    /// <inheritdoc/>
    public override string ToString() => "guests of a host";

    // With thousands of vCPUs none of this is in a near cache.
    private void Expect(int vcpu)
    {
        Soon.Needed(ref _vcpus[vcpu]);
        _host.Expect(vcpu);
    }

    private static int[] Filled(int count)
    {
        int[] values = new int[count];
        Array.Fill(values, -1);
        return values;
    }

    private bool IsSpinning(GuestVcpu own) => own.Current >= 0 && _threads[own.Current].Phase == ThreadPhase.Spinning;

    private void ScheduleArrival(int source)
    {
        SimTime next = _sources[source].Arrivals.Next(_simulation.Now);
        if (next != SimTime.Never)
        {
            _simulation.ScheduleAt(next, this, MessageArrives, source);
        }
    }

    private bool Go(int vcpu) => (_ticks is not null && _ticks.Look(vcpu, _simulation.Now.Nanoseconds)) || StepThreads(vcpu);

    private bool StepThreads(int vcpu)
    {
        ref GuestVcpu own = ref _vcpus[vcpu];
        int steps = 0;
        for (; ; )
        {
            Check.That(++steps < MostStepsAtOnce); // a guest thread does nothing that takes time
            if (own.Current < 0)
            {
                if (own.Ready.IsEmpty)
                {
                    Rest(vcpu);
                    return false;
                }

                own.Current = own.Ready.Take(_threads);
                own.SliceLeft = _slice;
                own.SpunFor = 0;
            }

            ref ThreadRow thread = ref _threads[own.Current];
            switch (thread.Phase)
            {
                case ThreadPhase.Computing when thread.Left > 0:
                    if (!Rotate(ref own))
                    {
                        return true;
                    }

                    break;
                case ThreadPhase.Spinning:
                    if (!SpinOn(ref own, ref thread))
                    {
                        return true;
                    }

                    break;
                case ThreadPhase.Halted:
                    return false;
                case ThreadPhase.Asleep or ThreadPhase.Over:
                    own.Current = -1;
                    break;
                default:
                    Begin(own.Current, ref thread);
                    break;
            }
        }
    }

    // The vCPU has nothing to run: where its ticks go on, the next one wakes it.
    private void Rest(int vcpu)
    {
        if (_ticks is not null && _ticks.Rest(vcpu) is >= 0 and long time)
        {
            _simulation.ScheduleAt(new SimTime(time), this, TickRings, vcpu);
        }
    }

    private void Ring(int vcpu)
    {
        if (_ticks!.Ring(vcpu, _simulation.Now.Nanoseconds))
        {
            _host.WakeVcpu(vcpu, waker: -1);
        }
    }

    // The next thread's turn; false where the present one goes on.
    private bool Rotate(ref GuestVcpu own)
    {
        if (own.SliceLeft > 0 || own.Ready.IsEmpty)
        {
            own.SliceLeft = own.SliceLeft > 0 ? own.SliceLeft : _slice;
            return false;
        }

        own.Ready.Add(_threads, own.Current);
        own.Current = -1;
        return true;
    }

    // False where it goes on spinning.
    private bool SpinOn(ref GuestVcpu own, ref ThreadRow thread)
    {
        if (thread.Kind == GuestOpKind.Lock && _holders[thread.Target] < 0)
        {
            _lockQueues[thread.Target].Remove(_threads, own.Current);
            Grant(thread.Target, own.Current);
            return true;
        }

        if (thread.Left > 0)
        {
            return Rotate(ref own);
        }

        thread.Phase = thread.Kind == GuestOpKind.Lock && _locks[thread.Target].Style == WaitStyle.Paravirtual
            ? ThreadPhase.Halted
            : ThreadPhase.Asleep;
        return true;
    }

    private void Begin(int id, ref ThreadRow thread)
    {
        _moment.Now = _simulation.Now;
        _moment.MessageSent = new SimTime(thread.Message);
        _moment.Measures = _measures[thread.Vm];
        GuestOp op = _programs[id].Next(_moment);
        thread.Kind = op.Kind;
        switch (op.Kind)
        {
            case GuestOpKind.Compute:
                thread.Left = op.Amount;
                thread.Phase = op.Amount > 0 ? ThreadPhase.Computing : ThreadPhase.Due;
                break;
            case GuestOpKind.Sleep or GuestOpKind.Io:
                SleepUntil(id, ref thread, _simulation.Now + new Duration(op.Amount));
                break;
            case GuestOpKind.SleepUntil:
                if (op.Amount > _simulation.Now.Nanoseconds)
                {
                    SleepUntil(id, ref thread, new SimTime(op.Amount));
                }

                break;
            case GuestOpKind.Lock:
                Acquire(_firstOf[thread.Vm].Lock + op.Target, id, ref thread);
                break;
            case GuestOpKind.Unlock:
                Unlock(_firstOf[thread.Vm].Lock + op.Target, id, ref thread);
                break;
            case GuestOpKind.Barrier:
                Arrive(_firstOf[thread.Vm].Barrier + op.Target, id, ref thread);
                break;
            case GuestOpKind.Send:
                Deliver(_firstOf[thread.Vm].Channel + op.Target, thread.Vcpu);
                break;
            case GuestOpKind.Receive:
                Receive(_firstOf[thread.Vm].Channel + op.Target, id, ref thread);
                break;
            default:
                thread.Phase = ThreadPhase.Over;
                break;
        }
    }

    private void SleepUntil(int id, ref ThreadRow thread, SimTime time)
    {
        thread.Phase = ThreadPhase.Asleep;
        _simulation.ScheduleAt(time, this, ThreadWakes, id);
    }

    private void Acquire(int id, int threadId, ref ThreadRow thread)
    {
        thread.Target = id;
        if (_holders[id] < 0)
        {
            Grant(id, threadId);
            return;
        }

        Check.That(_holders[id] != threadId); // a guest thread takes a lock that it holds
        _lockQueues[id].Add(_threads, threadId);
        Wait(ref thread, _locks[id].Style, _locks[id].SpinLimit);
    }

    private void Wait(ref ThreadRow thread, WaitStyle style, Duration limit)
    {
        thread.Phase = style == WaitStyle.Block ? ThreadPhase.Asleep : ThreadPhase.Spinning;
        thread.Left = style == WaitStyle.Spin ? long.MaxValue : limit.Nanoseconds;
        _vcpus[thread.Vcpu].SpunFor = 0;
    }

    private void Grant(int id, int thread)
    {
        _holders[id] = thread;
        _threads[thread].Held++;
        Resume(thread, waker: -1);
    }

    private void Unlock(int id, int threadId, ref ThreadRow thread)
    {
        Check.That(_holders[id] == threadId); // a guest thread gives back a lock that it does not hold
        _holders[id] = -1;
        thread.Held--;
        if (_lockQueues[id].IsEmpty)
        {
            return;
        }

        int next = _locks[id].Fair ? _lockQueues[id].First : FirstRunning(_lockQueues[id]);
        if (next >= 0)
        {
            _lockQueues[id].Remove(_threads, next);
            _holders[id] = next;
            _threads[next].Held++;
            Resume(next, thread.Vcpu);
        }
    }

    // Of those that spin on a pCPU the first; else one that sleeps; else nobody: whoever runs first takes it.
    private int FirstRunning(ThreadQueue queue)
    {
        int asleep = -1;
        for (int thread = queue.First; thread >= 0; thread = _threads[thread].Next)
        {
            if (_threads[thread].Phase == ThreadPhase.Spinning)
            {
                if (_vcpus[_threads[thread].Vcpu].Current == thread && _host.IsRunning(_threads[thread].Vcpu))
                {
                    return thread;
                }
            }
            else if (asleep < 0)
            {
                asleep = thread;
            }
        }

        return asleep;
    }

    private void Arrive(int id, int threadId, ref ThreadRow thread)
    {
        if (_barrierQueues[id].Count + 1 < _barriers[id].Parties)
        {
            thread.Target = id;
            _barrierQueues[id].Add(_threads, threadId);
            Wait(ref thread, _barriers[id].Style == WaitStyle.Paravirtual ? WaitStyle.SpinThenBlock : _barriers[id].Style, _barriers[id].SpinLimit);
            return;
        }

        while (!_barrierQueues[id].IsEmpty)
        {
            Resume(_barrierQueues[id].Take(_threads), thread.Vcpu);
        }
    }

    private void Deliver(int channel, int waker)
    {
        if (_receivers[channel].IsEmpty)
        {
            _messages[channel].Add(_simulation.Now.Nanoseconds);
            return;
        }

        int receiver = _receivers[channel].Take(_threads);
        _threads[receiver].Message = _simulation.Now.Nanoseconds;
        Resume(receiver, waker);
    }

    private void Receive(int channel, int id, ref ThreadRow thread)
    {
        if (_messages[channel].Count > 0)
        {
            thread.Message = _messages[channel].Take();
            return;
        }

        thread.Phase = ThreadPhase.Asleep;
        _receivers[channel].Add(_threads, id);
    }

    // What the thread waited for is there.
    private void Resume(int id, int waker)
    {
        ref ThreadRow thread = ref _threads[id];
        ThreadPhase phase = thread.Phase;
        thread.Phase = ThreadPhase.Due;
        switch (phase)
        {
            case ThreadPhase.Spinning:
                _host.Nudge(thread.Vcpu);
                break;
            case ThreadPhase.Halted:
                _host.WakeVcpu(thread.Vcpu, waker);
                break;
            case ThreadPhase.Asleep:
                MakeReady(id, waker);
                break;
            default:
                break;
        }
    }

    private void MakeReady(int id, int waker)
    {
        ref GuestVcpu own = ref _vcpus[_threads[id].Vcpu];
        if (own.Current == id)
        {
            return; // woken before its vCPU looked at anything else
        }

        own.Ready.Add(_threads, id);
        _host.WakeVcpu(_threads[id].Vcpu, waker);
    }
}
