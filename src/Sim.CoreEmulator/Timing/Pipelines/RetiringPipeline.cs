using System;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>What both pipelines have in common: retirement in program order, and the account of the cycles.</summary>
/// <remarks>
/// Cycles are accounted where they are lost: at retirement. Of those between the retirement of two instructions one is <see cref="CpiComponent.Base"/>;
/// the others belong to what the later of the two was doing in them: executing, waiting for operands or a unit, or not there yet.
/// (Eyerman, Eeckhout, Karkhanis, Smith: "A Performance Counter Architecture for Computing Accurate CPI Components", ASPLOS 2006.)
/// </remarks>
internal abstract class RetiringPipeline : Pipeline
{
    private readonly int _width;
    private readonly SystemConfiguration _system;
    private long _shadow;
    private ulong _shadowEnd;
    private int _retired;

    /// <summary>Builds what is common.</summary>
    /// <param name="configuration">The core.</param>
    /// <param name="width">Instructions retired a cycle at most.</param>
    /// <param name="memory">Translation and caches.</param>
    /// <param name="branches">Branch prediction.</param>
    protected RetiringPipeline(CoreConfiguration configuration, int width, CoreMemory memory, BranchUnit branches)
    {
        _width = width;
        _system = configuration.System;
        Memory = memory;
        FrontEnd = new FrontEnd(configuration, memory, branches);
        Units = new UnitPool(configuration.Units);
    }

    /// <summary>Translation and caches.</summary>
    protected CoreMemory Memory { get; }

    /// <summary>Fetching and decoding.</summary>
    protected FrontEnd FrontEnd { get; }

    /// <summary>Functional units.</summary>
    protected UnitPool Units { get; }

    /// <summary>When each register is ready.</summary>
    protected long[] ReadyAt { get; } = new long[256];

    /// <summary>What a wait for each register is charged to.</summary>
    protected CpiComponent[] CauseOf { get; } = new CpiComponent[256];

    /// <inheritdoc/>
    public override void Idle(long cycles)
    {
        Pass(Cycle + cycles, CpiComponent.Idle);
        FrontEnd.Resume(Cycle, CpiComponent.Idle);
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        Skip(cycle);
        FrontEnd.Refetch(cycle, CpiComponent.Base);
        Array.Clear(ReadyAt);
        _shadowEnd = 0;
    }

    /// <summary>Fetches the next instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Fetch(in TimedInstruction i, ref Passage t)
    {
        t.Decode = FrontEnd.Fetch(in i);
        t.Fetch = FrontEnd.Fetched;
        t.Arriving = FrontEnd.Cause == CpiComponent.Base ? CpiComponent.Structural : FrontEnd.Cause;
        t.Executing = CpiComponent.Dependency;
    }

    /// <summary>Writes an instruction's registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Write(in TimedInstruction i, long ready, CpiComponent cause)
    {
        ReadyAt[i.Destination1] = ready;
        CauseOf[i.Destination1] = cause;
        if (i.Destination2 != 0)
        {
            ReadyAt[i.Destination2] = ready;
            CauseOf[i.Destination2] = cause;
        }

        ReadyAt[0] = 0;
    }

    /// <summary>An instruction in the shadow of a predicated branch waits for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long InShadow(in TimedInstruction i, long cycle, ref Passage t)
    {
        if (i.Pc >= _shadowEnd || _shadow <= cycle)
        {
            return cycle;
        }

        t.Waiting = CpiComponent.Dependency;
        return _shadow;
    }

    /// <summary>Fetching goes on behind a branch that was computed.</summary>
    /// <param name="i">The branch.</param>
    /// <param name="resolved">When it is known to fetch.</param>
    /// <param name="ready">When what it predicates, if it does, may use it.</param>
    protected void GoOn(in TimedInstruction i, long resolved, long ready)
    {
        if (FrontEnd.IsPredicated(in i))
        {
            _shadow = ready;
            _shadowEnd = i.Has(InstructionTraits.Taken) ? 0 : i.Pc + ShortBranch.Way(i.Bits);
            if (i.Has(InstructionTraits.Taken))
            {
                FrontEnd.PassOver(in i);
            }
        }
        else if (i.Branch != BranchKind.None)
        {
            FrontEnd.Branch(in i, resolved);
        }
    }

    /// <summary>Executes what reaches beyond registers and memory, issued already.</summary>
    /// <returns>When its access to memory, if it makes one, is done; otherwise 0.</returns>
    protected long Reach(in TimedInstruction i, ref Passage t)
    {
        t.Executing = CpiComponent.Serialisation;
        t.Complete = t.Issue + InstructionCosts.Special(_system, in i);
        if (i.Operation != OperationKind.CacheBlock || i.Has(InstructionTraits.Trapped))
        {
            return 0;
        }

        Translated translated = Memory.TranslateStore(in i, t.Issue);
        CacheAnswer answer = i.Has(InstructionTraits.Stores)
            ? Memory.Store(in i, translated.Physical, translated.Ready)
            : Memory.Port.Clean(translated.Physical, keeps: false, translated.Ready);
        t.Translating = translated.Ready - t.Issue;
        t.Complete = Math.Max(t.Complete, answer.Ready);
        return answer.Ready;
    }

    /// <summary>Behind traps, their returns and what changes translations or code fetching begins anew.</summary>
    protected void Redirect(in TimedInstruction i, long retired)
    {
        if (i.Has(InstructionTraits.Trapped))
        {
            FrontEnd.Refetch(retired + InstructionCosts.Trap(_system, in i), CpiComponent.Trap);
        }
        else if (i.Has(InstructionTraits.Returns))
        {
            FrontEnd.Refetch(retired + InstructionCosts.Return(_system, in i), CpiComponent.Trap);
        }
        else if (i.Has(InstructionTraits.RefetchesCode) || InstructionCosts.IsTranslationFence(in i))
        {
            FrontEnd.Refetch(retired + 1, CpiComponent.Serialisation);
        }
    }

    /// <summary>An interrupt was taken: its handler is fetched.</summary>
    protected void Interrupt(in TimedInstruction i) =>
        FrontEnd.Refetch(Math.Max(Cycle, FrontEnd.Fetched) + InstructionCosts.Trap(_system, in i), CpiComponent.Trap);

    /// <summary>Retires an instruction.</summary>
    /// <param name="i">The instruction.</param>
    /// <param name="t">When it passed the stages before.</param>
    /// <returns>The cycle.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long Retire(in TimedInstruction i, ref Passage t)
    {
        long before = Cycle;
        long cycle = before;
        if (t.Complete > cycle)
        {
            cycle = t.Complete;
        }
        else if (_retired >= _width)
        {
            cycle++;
        }

        if (cycle != before)
        {
            Cycle = cycle;
            _retired = 0;
            Stack.Add(CpiComponent.Base, 1);
            long lost = cycle - before - 1;
            if (lost > 0)
            {
                Account(lost, before, in t);
            }
        }

        _retired++;
        if (!i.Has(InstructionTraits.Trapped | InstructionTraits.Interrupt))
        {
            Instructions++;
        }

        if (Observer is not null)
        {
            Observe(in i, in t);
        }

        return cycle;
    }

    /// <summary>The component that an access to memory belongs to, by who answered it.</summary>
    protected static CpiComponent Of(ServedBy by) => by switch
    {
        ServedBy.L2 => CpiComponent.DataL2,
        ServedBy.Llc => CpiComponent.DataLlc,
        ServedBy.Memory => CpiComponent.DataMemory,
        ServedBy.Remote => CpiComponent.DataRemote,
        ServedBy.Device => CpiComponent.Device,
        _ => CpiComponent.DataL1,
    };

    // Passes time that belongs to one component.
    private void Pass(long cycle, CpiComponent component)
    {
        if (cycle > Cycle)
        {
            Stack.Add(component, cycle - Cycle);
            Cycle = cycle;
            _retired = 0;
        }
    }

    // Passes over time that nobody timed.
    private void Skip(long cycle)
    {
        Skipped += cycle - Cycle;
        Cycle = cycle;
        _retired = 0;
    }

    // From the end backwards: executing, of which an access waited for its translation first; waiting; not there.
    private void Account(long lost, long before, in Passage t)
    {
        // The cycle in which it retires is the one that counts as base.
        long executing = Math.Min(lost, t.Complete - 1 - Math.Max(t.Issue, before));
        if (executing > 0)
        {
            long translating = t.Translating <= 0 ? 0 : Math.Clamp(Math.Min(t.Translating, t.Issue + t.Translating - before), 0, executing);
            Stack.Add(t.Executing, executing - translating);
            Stack.Add(CpiComponent.Tlb, translating);
            lost -= executing;
        }

        long waiting = Math.Min(lost, t.Issue - Math.Max(t.Dispatch, before));
        if (waiting > 0)
        {
            Stack.Add(t.Waiting, waiting);
            lost -= waiting;
        }

        if (lost > 0)
        {
            Stack.Add(t.Arriving, lost);
        }
    }

    private void Observe(in TimedInstruction i, in Passage t)
    {
        long arriving = t.Dispatch - t.Decode;
        long waiting = t.Issue - t.Dispatch;
        long executing = t.Complete - t.Issue;
        CpiComponent cause = executing >= waiting && executing > 1 ? t.Executing : waiting > 1 ? t.Waiting : arriving > 1 || t.Arriving != CpiComponent.Structural ? t.Arriving : CpiComponent.Base;
        StageTimes times = new(t.Fetch, t.Decode, t.Dispatch, t.Issue, t.Complete, Cycle, cause);
        Observer!.Retired(in i, in times);
    }

    /// <summary>When an instruction passed the stages, and what it was doing meanwhile.</summary>
    protected struct Passage
    {
        /// <summary>Asked for.</summary>
        public long Fetch;

        /// <summary>Decoded.</summary>
        public long Decode;

        /// <summary>In the window, or at the issue stage.</summary>
        public long Dispatch;

        /// <summary>Issued.</summary>
        public long Issue;

        /// <summary>Its result is there.</summary>
        public long Complete;

        /// <summary>Cycles of its execution that passed before its address was translated.</summary>
        public long Translating;

        /// <summary>What kept it from arriving.</summary>
        public CpiComponent Arriving;

        /// <summary>What it waited for.</summary>
        public CpiComponent Waiting;

        /// <summary>What its execution was.</summary>
        public CpiComponent Executing;
    }
}
