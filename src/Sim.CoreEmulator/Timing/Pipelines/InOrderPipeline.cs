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
    private readonly SystemConfiguration _system;
    private readonly FrontEndConfiguration _front;
    private readonly CoreMemory _memory;
    private readonly FrontEnd _frontEnd;
    private readonly UnitPool _units;
    private readonly long[] _ready = new long[256];
    private readonly CpiComponent[] _cause = new CpiComponent[256];
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
    private long _shadow;
    private ulong _shadowEnd;

    /// <summary>Builds one.</summary>
    public InOrderPipeline(CoreConfiguration configuration, CoreMemory memory, BranchUnit branches)
        : base(configuration.InOrder.Retire)
    {
        _configuration = configuration.InOrder;
        _system = configuration.System;
        _front = configuration.FrontEnd;
        _memory = memory;
        _frontEnd = new FrontEnd(configuration, memory, branches);
        _units = new UnitPool(configuration.Units);
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
            return;
        }

        Passage t = default;
        t.Decode = _frontEnd.Fetch(in instruction);
        t.Fetch = _frontEnd.Fetched;
        t.Arriving = _frontEnd.Cause == CpiComponent.Base ? CpiComponent.Structural : _frontEnd.Cause;
        t.Executing = CpiComponent.Dependency;
        Issue(in instruction, ref t);
        _frontEnd.Leave(t.Issue);
        Execute(in instruction, ref t);
        long retired = Retire(in instruction, ref t);
        _retirements[_number++ & (_retirements.Length - 1)] = retired;
        if (instruction.Has(InstructionTraits.Trapped | InstructionTraits.Serialises | InstructionTraits.Marker | InstructionTraits.RefetchesCode))
        {
            Settle(in instruction, retired);
        }
    }

    /// <inheritdoc/>
    public override void Idle(long cycles)
    {
        Pass(Cycle + cycles, CpiComponent.Idle);
        _frontEnd.Resume(Cycle, CpiComponent.Idle);
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        Skip(cycle);
        _frontEnd.Refetch(cycle, CpiComponent.Base);
        Array.Clear(_ready);
        Array.Clear(_retirements);
        Array.Clear(_stores);
        _barrier = _stored = _loaded = _lastStore = 0;
        _shadowEnd = 0;
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

        long begun = _units.Take(i.Operation, cycle);
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
        if (i.Pc < _shadowEnd && _shadow > ready)
        {
            ready = _shadow;
            t.Waiting = CpiComponent.Dependency;
        }

        // A late unit computes when the operand comes; only what comes later still holds issue up.
        bool mayBeLate = _late > 0 && i.Operation is OperationKind.Integer or OperationKind.Branch;
        return Math.Max(cycle, mayBeLate ? ready - _late : ready);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Ready(int register, ref Passage t, long soFar)
    {
        long ready = _ready[register];
        if (ready > soFar)
        {
            t.Waiting = _cause[register];
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
            start = Math.Max(Math.Max(start, _ready[i.Source1]), _ready[i.Source2]);
        }

        t.Complete = start + _units.Latency(i.Operation);
        Write(in i, t.Complete, cause);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(in TimedInstruction i, long ready, CpiComponent cause)
    {
        _ready[i.Destination1] = ready;
        _cause[i.Destination1] = cause;
        if (i.Destination2 != 0)
        {
            _ready[i.Destination2] = ready;
            _cause[i.Destination2] = cause;
        }

        _ready[0] = 0;
    }

    private void Load(in TimedInstruction i, ref Passage t)
    {
        MemoryAnswer answer = _memory.Load(in i, t.Issue);
        long ready = answer.Ready + (i.Size < 4 ? _configuration.NarrowLoad : 0);
        t.Executing = Of(answer.By);
        t.Translating = answer.Translated - t.Issue;
        t.Complete = ready;
        _loaded = Math.Max(_loaded, ready);
        Write(in i, ready, t.Translating > ready - answer.Translated ? CpiComponent.Tlb : t.Executing);
        if (i.Has(InstructionTraits.WritesBase))
        {
            _ready[i.Destination2] = t.Issue + 1;
            _cause[i.Destination2] = CpiComponent.Dependency;
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
        Translated translated = _memory.TranslateStore(in i, t.Issue);
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
        CacheAnswer answer = _memory.Store(in i, physical, _lastStore);
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

        Translated translated = _memory.TranslateStore(in i, t.Issue);
        t.Translating = translated.Ready - t.Issue;
        long start = Math.Max(translated.Ready, _stored);
        CacheAnswer answer = i.Has(InstructionTraits.Failed | InstructionTraits.Trapped)
            ? new CacheAnswer(start + 1, ServedBy.L1)
            : _memory.Store(in i, translated.Physical, start);
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
        if (i.Branch == BranchKind.None)
        {
            return;
        }

        if (_frontEnd.IsPredicated(in i))
        {
            _shadow = t.Complete;
            _shadowEnd = i.Has(InstructionTraits.Taken) ? 0 : i.Pc + ShortBranch.Way(i.Bits);
            if (i.Has(InstructionTraits.Taken))
            {
                _frontEnd.PassOver(in i);
            }

            return;
        }

        _frontEnd.Branch(in i, t.Complete - 1 + _configuration.BranchStage);
    }

    private void Special(in TimedInstruction i, ref Passage t)
    {
        int cycles = i.Operation == OperationKind.Fence ? _system.Fence
            : i.Has(InstructionTraits.RefetchesCode) ? _system.FenceI
            : InstructionCosts.IsTranslationFence(in i) ? _system.TranslationFence
            : _system.Csr;
        t.Executing = CpiComponent.Serialisation;
        t.Complete = t.Issue + cycles;
        if (i.Operation == OperationKind.CacheBlock && !i.Has(InstructionTraits.Trapped))
        {
            Translated translated = _memory.TranslateStore(in i, t.Issue);
            t.Translating = translated.Ready - t.Issue;
            CacheAnswer answer = i.Has(InstructionTraits.Stores)
                ? _memory.Store(in i, translated.Physical, translated.Ready)
                : _memory.Port.Clean(translated.Physical, keeps: false, translated.Ready);
            t.Complete = Math.Max(t.Complete, answer.Ready);
            _stored = Math.Max(_stored, answer.Ready);
        }

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

    // Behind what serialises nothing issues before it is done; behind traps and their returns fetching begins anew.
    private void Settle(in TimedInstruction i, long retired)
    {
        if (i.Has(InstructionTraits.Trapped))
        {
            _frontEnd.Refetch(retired + InstructionCosts.Trap(_system, in i), CpiComponent.Trap);
        }
        else if (i.Has(InstructionTraits.Returns))
        {
            _frontEnd.Refetch(retired + InstructionCosts.Return(_system, in i), CpiComponent.Trap);
        }
        else if (i.Has(InstructionTraits.RefetchesCode) || InstructionCosts.IsTranslationFence(in i))
        {
            _frontEnd.Refetch(retired + 1, CpiComponent.Serialisation);
        }

        Block(retired, CpiComponent.Serialisation);
    }

    private void Interrupt(in TimedInstruction i)
    {
        _frontEnd.Refetch(Math.Max(Cycle, _frontEnd.Fetched) + InstructionCosts.Trap(_system, in i), CpiComponent.Trap);
        Block(Cycle, CpiComponent.Trap);
    }
}
