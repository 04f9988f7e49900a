using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>A core that issues instructions when their operands and units are ready, and retires them in program order.</summary>
/// <remarks>
/// An instruction enters the window when there is room for it everywhere: reorder buffer, issue queue, physical registers, load and store queue, unresolved
/// branches. Each of these limits is the cycle in which the one that had its place gave it up. The idea of timestamps in place of ticks is that
/// of ZSim's out-of-order core (Sanchez, Kozyrakis, ISCA 2013).
/// </remarks>
internal sealed class OutOfOrderPipeline : RetiringPipeline, ICounted
{
    private const int FirstFloat = 32;
    private const int Architectural = 32;
    private const int WaitingLoads = 2048;
    private readonly OutOfOrderConfiguration _configuration;
    private readonly FrontEndConfiguration _front;
    private readonly IssueQueue[] _queueOf;
    private readonly IssueQueue[] _queues;
    private readonly StoreQueue _stores;
    private readonly bool[] _waits = new bool[WaitingLoads];
    private readonly OrderRing _rob;
    private readonly OrderRing _integers;
    private readonly OrderRing _floats;
    private readonly OrderRing _loads;
    private readonly OrderRing _unresolved;
    private long _dispatch;
    private int _dispatched;
    private long _drain;
    private long _barrier;
    private CpiComponent _barrierCause;
    private long _memoryBarrier;
    private long _known;
    private long _forwards;
    private long _violations;

    /// <summary>Builds one.</summary>
    public OutOfOrderPipeline(CoreConfiguration configuration, CoreMemory memory, BranchUnit branches)
        : base(configuration, configuration.OutOfOrder.Retire, memory, branches)
    {
        _configuration = configuration.OutOfOrder;
        _front = configuration.FrontEnd;
        _queues = _configuration.Queues.Count == 0
            ? [new IssueQueue(_configuration.Rob, 16)]
            : [.. _configuration.Queues.Select(queue => new IssueQueue(queue.Entries, queue.Issue))];
        _queueOf = [.. Enum.GetValues<OperationKind>().Select(QueueOf)];
        _stores = new StoreQueue(_configuration.Stores);
        _rob = new OrderRing(_configuration.Rob);
        _integers = new OrderRing(_configuration.IntegerRegisters - Architectural);
        _floats = new OrderRing(_configuration.FloatRegisters - Architectural);
        _loads = new OrderRing(_configuration.Loads);
        _unresolved = new OrderRing(_configuration.Branches);
    }

    /// <inheritdoc/>
    public override void Take(in TimedInstruction instruction)
    {
        if (instruction.Has(InstructionTraits.Interrupt))
        {
            Interrupt(in instruction);
            return;
        }

        Passage t = default;
        Fetch(in instruction, ref t);
        IssueQueue queue = _queueOf[(int)instruction.Operation];
        Dispatch(in instruction, queue, ref t);
        FrontEnd.Leave(t.Dispatch - _front.DecodeStages + 1);
        Execute(in instruction, queue, ref t);
        queue.Add(t.Issue);
        long retired = Retire(in instruction, ref t);
        GiveUp(in instruction, retired);
        if (instruction.Has(InstructionTraits.Trapped | InstructionTraits.Serialises | InstructionTraits.Marker | InstructionTraits.RefetchesCode))
        {
            Redirect(in instruction, retired);
            Hold(retired);
        }
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        base.SkipTo(cycle);
        _stores.Clear();
        foreach (IssueQueue queue in _queues)
        {
            queue.Clear();
        }

        foreach (OrderRing ring in (ReadOnlySpan<OrderRing>)[_rob, _integers, _floats, _loads, _unresolved])
        {
            ring.Clear();
        }

        _barrier = _memoryBarrier = _known = _drain = 0;
    }

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
        counters.Add("store_forwards", _forwards);
        counters.Add("memory_order_violations", _violations);
    }

    private IssueQueue QueueOf(OperationKind operation)
    {
        int index = 0;
        for (int n = 0; n < _configuration.Queues.Count; n++)
        {
            if (_configuration.Queues[n].Operations.Contains(operation))
            {
                index = n;
                break;
            }
        }

        return _queues[index];
    }

    // Renamed and put into the window, in order, when there is room everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Dispatch(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        long arrived = t.Decode + _front.DecodeStages;
        long cycle = _dispatched < _configuration.Rename ? _dispatch : _dispatch + 1;
        cycle = Math.Max(cycle, arrived);
        long room = Math.Max(_rob.Free, queue.Admit(cycle));
        if (i.Destination1 != 0)
        {
            room = Math.Max(room, i.Destination1 < FirstFloat ? _integers.Free : _floats.Free);
        }

        if (i.Has(InstructionTraits.Loads | InstructionTraits.Stores))
        {
            room = Math.Max(room, i.Has(InstructionTraits.Loads) ? _loads.Free : _stores.Free);
        }

        if (i.Branch != BranchKind.None)
        {
            room = Math.Max(room, _unresolved.Free);
        }

        if (room > cycle)
        {
            cycle = queue.Admit(room);
            t.Arriving = CpiComponent.Structural;
        }

        if (_barrier > cycle)
        {
            cycle = _barrier;
            t.Arriving = _barrierCause;
        }

        if (i.Has(InstructionTraits.Serialises | InstructionTraits.Marker) && Cycle > cycle)
        {
            cycle = Cycle;
            t.Arriving = CpiComponent.Serialisation;
        }

        _dispatched = cycle == _dispatch ? _dispatched + 1 : 1;
        _dispatch = cycle;
        t.Dispatch = cycle;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Operands(in TimedInstruction i, ref Passage t)
    {
        // Woken up the cycle after dispatch at the earliest.
        long cycle = t.Dispatch + 1;
        t.Waiting = CpiComponent.Structural;
        Wait(i.Source1, ref cycle, ref t);
        Wait(i.Source2, ref cycle, ref t);
        if ((i.Source3 | i.Source4) != 0)
        {
            Wait(i.Source3, ref cycle, ref t);
            Wait(i.Source4, ref cycle, ref t);
        }

        return InShadow(in i, cycle, ref t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Wait(int register, ref long cycle, ref Passage t)
    {
        long ready = ReadyAt[register];
        if (ready > cycle)
        {
            cycle = ready;
            t.Waiting = CauseOf[register];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Start(in TimedInstruction i, IssueQueue queue, long cycle, ref Passage t)
    {
        t.Issue = Units.Take(i.Operation, queue.Slots, cycle);
        if (t.Issue > cycle)
        {
            t.Waiting = CpiComponent.Structural;
        }
    }

    private void Execute(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        switch (i.Operation)
        {
            case OperationKind.Load:
                Load(in i, queue, ref t);
                return;
            case OperationKind.Store:
                Store(in i, queue, ref t);
                return;
            case OperationKind.Atomic:
                Atomic(in i, queue, ref t);
                return;
            case OperationKind.Branch:
                Branch(in i, queue, ref t);
                return;
            case OperationKind.System:
            case OperationKind.Fence:
            case OperationKind.CacheBlock:
                Special(in i, queue, ref t);
                return;
            default:
                Compute(in i, queue, ref t);
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Compute(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        Start(in i, queue, Operands(in i, ref t), ref t);
        int latency = Units.Latency(i.Operation);
        t.Complete = t.Issue + _configuration.IssueStages + latency;

        // Registers are ready as seen from issue: consumers pass the same stages between issue and execution.
        Write(in i, t.Issue + latency, CpiComponent.Dependency);
    }

    private void Load(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        long cycle = Math.Max(Operands(in i, ref t), _memoryBarrier - _configuration.IssueStages);
        long store = _stores.Find(i.Address, i.Size);
        if (_configuration.Disambiguation == Disambiguation.Waits)
        {
            cycle = Later(cycle, _known - _configuration.IssueStages, ref t);
        }
        else if (store >= 0 && (_configuration.Disambiguation == Disambiguation.Perfect || _waits[WaitIndex(i.Pc)]))
        {
            cycle = Later(cycle, _stores.Of(store).Known - _configuration.IssueStages, ref t);
        }

        Start(in i, queue, cycle, ref t);
        long start = t.Issue + _configuration.IssueStages;
        if (store >= 0 && _stores.Of(store).Drained > start)
        {
            Forward(in i, store, start, ref t);
        }
        else
        {
            Access(in i, start, ref t);
        }

        Write(in i, t.Complete - _configuration.IssueStages, 2 * t.Translating > t.Complete - start ? CpiComponent.Tlb : t.Executing);
        if (i.Has(InstructionTraits.WritesBase))
        {
            ReadyAt[i.Destination2] = t.Issue + 1;
            CauseOf[i.Destination2] = CpiComponent.Dependency;
        }
    }

    private void Access(in TimedInstruction i, long start, ref Passage t)
    {
        MemoryAnswer answer = Memory.Load(in i, start);
        t.Executing = Of(answer.By);
        t.Translating = answer.Translated - start;
        t.Complete = answer.Ready;
    }

    // A store that is not in the cache yet has the data, or some of them: then the load waits until it is.
    private void Forward(in TimedInstruction i, long number, long start, ref Passage t)
    {
        ref readonly StoreQueue.Entry store = ref _stores.Of(number);
        t.Executing = CpiComponent.DataL1;
        bool isWhole = store.Address <= i.Address && i.Address + i.Size <= store.Address + store.Size;
        if (store.Known > start)
        {
            // It went ahead of the store's address and read what was there before: all from it on is done again.
            _violations++;
            _waits[WaitIndex(i.Pc)] = true;
            FrontEnd.Resume(store.Known + _front.ExecuteRedirect, CpiComponent.Structural);
            t.Complete = store.Known + _front.FetchStages + _front.DecodeStages + _configuration.IssueStages + 1;
            t.Executing = CpiComponent.Structural;
            start = t.Complete;
        }

        if (!isWhole)
        {
            Access(in i, Math.Max(start, store.Drained), ref t);
            return;
        }

        _forwards++;
        t.Complete = Math.Max(start, store.Data) + _configuration.Forwarding;
    }

    private void Store(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        // The address goes as soon as its register is ready; the data follow when theirs is.
        long cycle = t.Dispatch + 1;
        t.Waiting = CpiComponent.Structural;
        Wait(i.Source1, ref cycle, ref t);
        Start(in i, queue, Math.Max(cycle, _memoryBarrier - _configuration.IssueStages), ref t);
        long start = t.Issue + _configuration.IssueStages;
        Translated translated = Memory.TranslateStore(in i, start);
        long known = translated.Ready + 1;
        long data = Math.Max(ReadyAt[i.Source2], ReadyAt[i.Source3]) + _configuration.IssueStages;
        t.Translating = translated.Ready - start;
        t.Executing = data > known ? CauseOf[i.Source2] : CpiComponent.DataL1;
        t.Complete = Math.Max(known, data);
        _known = Math.Max(_known, known);
        if (i.Destination1 != 0)
        {
            // Traces have stores that write their base back.
            Write(in i, t.Issue + 1, CpiComponent.Dependency);
        }

        if (!i.Has(InstructionTraits.Trapped))
        {
            Drain(in i, translated.Physical, known, data, t.Complete);
        }
    }

    // It is written behind its retirement, in order; misses overlap.
    private void Drain(in TimedInstruction i, ulong physical, long known, long data, long complete)
    {
        _drain = Math.Max(Math.Max(complete, Cycle) + 1, _drain + 1);
        CacheAnswer answer = Memory.Store(in i, physical, _drain);
        StoreQueue.Entry entry = new() { Address = i.Address, Size = Math.Max(i.Size, (byte)1), Pc = i.Pc, Known = known, Data = data, Drained = answer.Ready };
        _stores.Add(in entry);
    }

    private void Atomic(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        if (!i.Has(InstructionTraits.Stores))
        {
            if (i.Has(InstructionTraits.OrdersMemory))
            {
                _memoryBarrier = Math.Max(_memoryBarrier, Cycle);
            }

            Load(in i, queue, ref t);
            return;
        }

        // Read and written as the oldest, when all stores before are in the cache.
        long cycle = Later(Operands(in i, ref t), Math.Max(Cycle, _stores.Drained) - _configuration.IssueStages, ref t);
        Start(in i, queue, cycle, ref t);
        long start = t.Issue + _configuration.IssueStages;
        Translated translated = Memory.TranslateStore(in i, start);
        t.Translating = translated.Ready - start;
        CacheAnswer answer = i.Has(InstructionTraits.Failed | InstructionTraits.Trapped)
            ? new CacheAnswer(translated.Ready + 1, ServedBy.L1)
            : Memory.Store(in i, translated.Physical, translated.Ready);
        t.Executing = Of(answer.By);
        t.Complete = answer.Ready;
        _memoryBarrier = Math.Max(_memoryBarrier, i.Has(InstructionTraits.OrdersMemory) ? t.Complete : 0);
        StoreQueue.Entry entry = new() { Address = i.Address, Size = i.Size, Pc = i.Pc, Known = translated.Ready, Data = t.Complete, Drained = t.Complete };
        _stores.Add(in entry);
        Write(in i, t.Complete - _configuration.IssueStages, t.Executing);
    }

    private void Branch(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        Compute(in i, queue, ref t);
        GoOn(in i, t.Complete, t.Issue + 1);
        _unresolved.Add(t.Complete);
    }

    private void Special(in TimedInstruction i, IssueQueue queue, ref Passage t)
    {
        long cycle = Operands(in i, ref t);
        if (i.Has(InstructionTraits.OrdersMemory))
        {
            long done = Math.Max(Cycle, _stores.Drained);
            if (done > cycle)
            {
                cycle = done;
                t.Waiting = CpiComponent.Serialisation;
            }
        }

        Start(in i, queue, cycle, ref t);
        Reach(in i, ref t);
        if (i.Has(InstructionTraits.OrdersMemory))
        {
            _memoryBarrier = Math.Max(_memoryBarrier, t.Complete);
        }

        Write(in i, t.Complete, CpiComponent.Serialisation);
    }

    private static long Later(long cycle, long other, ref Passage t)
    {
        if (other <= cycle)
        {
            return cycle;
        }

        t.Waiting = CpiComponent.Dependency;
        return other;
    }

    // What it had is given up when it retires.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void GiveUp(in TimedInstruction i, long retired)
    {
        _rob.Add(retired);
        if (i.Destination1 != 0)
        {
            (i.Destination1 < FirstFloat ? _integers : _floats).Add(retired);
        }

        if (i.Has(InstructionTraits.Loads))
        {
            _loads.Add(retired);
        }
    }

    // Behind what serialises nothing enters the window before it is done.
    private void Hold(long retired)
    {
        if (retired > _barrier)
        {
            _barrier = retired;
            _barrierCause = CpiComponent.Serialisation;
        }
    }

    private static int WaitIndex(ulong pc) => (int)((pc >> 1) & (WaitingLoads - 1));
}
