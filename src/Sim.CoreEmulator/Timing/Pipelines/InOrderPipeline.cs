using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>A core that issues instructions in program order: one or several a cycle, when their operands and units are ready.</summary>
/// <remarks>
/// A scoreboard keeps the cycle at which each register is ready; results are by-passed. Loads look into the cache at issue and deliver after its latency. Stores
/// go to a buffer that the cache empties in order. Branches are resolved a fixed number of stages behind issue. Arithmetic that may compute late (two
/// ALUs in the SiFive 7 series: early and late) need not wait at issue for a load just before it.
/// </remarks>
internal sealed class InOrderPipeline : RetiringPipeline
{
    private readonly InOrderConfiguration _configuration;
    private readonly FrontEndConfiguration _front;
    private readonly long[] _retirements;
    private readonly long[] _stores;
    private readonly int _late;
    private long _issue;
    private int _issued;
    private long _number;
    private long _storeNumber;
    private long _lastStore;
    private long _stored;
    private long _loaded;
    private long _barrier;
    private CpiComponent _barrierCause;

    /// <summary>Builds one.</summary>
    public InOrderPipeline(CoreConfiguration configuration, CoreMemory memory, BranchUnit branches)
        : base(configuration, configuration.InOrder.Retire, memory, branches)
    {
        _configuration = configuration.InOrder;
        _front = configuration.FrontEnd;
        _retirements = new long[BitOperations.RoundUpToPowerOf2((uint)_configuration.Scoreboard)];
        _stores = new long[BitOperations.RoundUpToPowerOf2((uint)_configuration.StoreBuffer)];
        _late = _configuration.LateUnits ? configuration.Memory.L1D.Latency : 0;
    }

    /// <inheritdoc/>
    public override void Take(in TimedInstruction instruction)
    {
        if (instruction.Has(InstructionTraits.Interrupt))
        {
            Interrupt(in instruction);
            Block(Cycle, CpiComponent.Trap);
            return;
        }

        Passage t = default;
        Fetch(in instruction, ref t);
        Issue(in instruction, ref t);
        FrontEnd.Leave(t.Issue);
        Execute(in instruction, ref t);
        long retired = Retire(in instruction, ref t);
        _retirements[_number++ & (_retirements.Length - 1)] = retired;
        if (instruction.Has(InstructionTraits.Trapped | InstructionTraits.Serialises | InstructionTraits.Marker | InstructionTraits.RefetchesCode))
        {
            // Behind what serialises nothing issues before it is done.
            Redirect(in instruction, retired);
            Block(retired, CpiComponent.Serialisation);
        }
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        base.SkipTo(cycle);
        Array.Clear(_retirements);
        Array.Clear(_stores);
        _barrier = _stored = _loaded = _lastStore = 0;
    }

    // When it leaves the issue stage: in order, its operands and its unit ready.
    private void Issue(in TimedInstruction i, ref Passage t)
    {
        long cycle = t.Decode + _front.DecodeStages;
        long free = _retirements[(_number - _configuration.Scoreboard) & (_retirements.Length - 1)];
        long earliest = _issued < _configuration.Issue ? _issue : _issue + 1;
        if (earliest > cycle)
        {
            cycle = earliest;
        }

        if (_barrier > cycle)
        {
            cycle = _barrier;
            t.Arriving = _barrierCause;
        }

        t.Dispatch = cycle;
        t.Waiting = CpiComponent.Structural;
        if (free > cycle)
        {
            cycle = free;
        }

        cycle = Operands(in i, cycle, ref t);
        if (i.Has(InstructionTraits.Serialises | InstructionTraits.Trapped | InstructionTraits.Marker) && Cycle > cycle)
        {
            cycle = Cycle;
            t.Waiting = CpiComponent.Serialisation;
        }

        if (i.Has(InstructionTraits.OrdersMemory) && Math.Max(_stored, _loaded) > cycle)
        {
            cycle = Math.Max(_stored, _loaded);
            t.Waiting = CpiComponent.Serialisation;
        }

        if (i.Has(InstructionTraits.Stores))
        {
            long slot = _stores[(_storeNumber - _configuration.StoreBuffer) & (_stores.Length - 1)];
            if (slot > cycle)
            {
                cycle = slot;
                t.Waiting = CpiComponent.Structural;
            }
        }

        long begun = Units.Take(i.Operation, cycle);
        if (begun > cycle)
        {
            cycle = begun;
            t.Waiting = CpiComponent.Structural;
        }

        _issued = cycle == _issue ? _issued + 1 : 1;
        _issue = cycle;
        t.Issue = cycle;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Operands(in TimedInstruction i, long cycle, ref Passage t)
    {
        long ready = Ready(i.Source1, ref t, cycle);
        ready = Math.Max(ready, Ready(i.Source2, ref t, ready));
        ready = Math.Max(ready, Ready(i.Source3, ref t, ready));
        ready = Math.Max(ready, Ready(i.Source4, ref t, ready));
        ready = InShadow(in i, ready, ref t);

        // A late unit computes when the operand comes; only what comes later still holds issue up.
        bool mayBeLate = _late > 0 && i.Operation is OperationKind.Integer or OperationKind.Branch;
        return Math.Max(cycle, mayBeLate ? ready - _late : ready);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Ready(int register, ref Passage t, long soFar)
    {
        long ready = ReadyAt[register];
        if (ready > soFar)
        {
            t.Waiting = CauseOf[register];
        }

        return ready;
    }

    private void Execute(in TimedInstruction i, ref Passage t)
    {
        switch (i.Operation)
        {
            case OperationKind.Load:
                Load(in i, ref t);
                return;
            case OperationKind.Store:
                Store(in i, ref t);
                return;
            case OperationKind.Atomic:
                Atomic(in i, ref t);
                return;
            case OperationKind.Branch:
                Branch(in i, ref t);
                return;
            case OperationKind.System:
            case OperationKind.Fence:
            case OperationKind.CacheBlock:
                Special(in i, ref t);
                return;
            default:
                Compute(in i, ref t, CpiComponent.Dependency);
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Compute(in TimedInstruction i, ref Passage t, CpiComponent cause)
    {
        long start = t.Issue;
        if (_late > 0)
        {
            start = Math.Max(Math.Max(start, ReadyAt[i.Source1]), ReadyAt[i.Source2]);
        }

        t.Complete = start + Units.Latency(i.Operation);
        Write(in i, t.Complete, cause);
    }

    private void Load(in TimedInstruction i, ref Passage t)
    {
        MemoryAnswer answer = Memory.Load(in i, t.Issue);
        long ready = answer.Ready + (i.Size < 4 ? _configuration.NarrowLoad : 0);
        t.Executing = Of(answer.By);
        t.Translating = answer.Translated - t.Issue;
        t.Complete = ready;
        _loaded = Math.Max(_loaded, ready);
        Write(in i, ready, t.Translating > ready - answer.Translated ? CpiComponent.Tlb : t.Executing);
        if (i.Has(InstructionTraits.WritesBase))
        {
            ReadyAt[i.Destination2] = t.Issue + 1;
            CauseOf[i.Destination2] = CpiComponent.Dependency;
        }

        if (t.Translating > 0)
        {
            Block(answer.Translated, CpiComponent.Tlb);
        }

        if (!_configuration.HitUnderMiss && answer.By != ServedBy.L1)
        {
            Block(ready, t.Executing);
        }
    }

    private void Store(in TimedInstruction i, ref Passage t)
    {
        Translated translated = Memory.TranslateStore(in i, t.Issue);
        t.Translating = translated.Ready - t.Issue;
        t.Executing = CpiComponent.DataL1;
        t.Complete = translated.Ready + 1;
        if (t.Translating > 0)
        {
            Block(translated.Ready, CpiComponent.Tlb);
        }

        if (i.Has(InstructionTraits.Trapped))
        {
            return;
        }

        Drain(in i, translated.Physical, t.Complete);
    }

    // The buffer empties in order, a store a cycle where the cache has the line.
    private void Drain(in TimedInstruction i, ulong physical, long cycle)
    {
        _lastStore = Math.Max(cycle, _lastStore + 1);
        CacheAnswer answer = Memory.Store(in i, physical, _lastStore);
        if (answer.By != ServedBy.L1)
        {
            _lastStore = Math.Max(_lastStore, answer.Ready - 1);
        }

        _stored = Math.Max(_stored, answer.Ready);
        _stores[_storeNumber++ & (_stores.Length - 1)] = answer.Ready;
    }

    private void Atomic(in TimedInstruction i, ref Passage t)
    {
        if (!i.Has(InstructionTraits.Stores))
        {
            Load(in i, ref t);
            return;
        }

        Translated translated = Memory.TranslateStore(in i, t.Issue);
        t.Translating = translated.Ready - t.Issue;
        long start = Math.Max(translated.Ready, _stored);
        CacheAnswer answer = i.Has(InstructionTraits.Failed | InstructionTraits.Trapped)
            ? new CacheAnswer(start + 1, ServedBy.L1)
            : Memory.Store(in i, translated.Physical, start);
        _storeNumber++;
        _stores[(_storeNumber - 1) & (_stores.Length - 1)] = answer.Ready;
        _stored = _loaded = Math.Max(_stored, answer.Ready);
        t.Executing = Of(answer.By);
        t.Complete = answer.Ready;
        Write(in i, t.Complete, t.Executing);
    }

    private void Branch(in TimedInstruction i, ref Passage t)
    {
        Compute(in i, ref t, CpiComponent.Dependency);
        GoOn(in i, t.Complete - 1 + _configuration.BranchStage, t.Complete);
    }

    private void Special(in TimedInstruction i, ref Passage t)
    {
        _stored = Math.Max(_stored, Reach(in i, ref t));
        Write(in i, t.Complete, CpiComponent.Serialisation);
    }

    private void Block(long until, CpiComponent cause)
    {
        if (until > _barrier)
        {
            _barrier = until;
            _barrierCause = cause;
        }
    }
}
