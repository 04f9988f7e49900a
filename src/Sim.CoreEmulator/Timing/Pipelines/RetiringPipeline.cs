using System;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Caches;

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
    private int _retired;

    /// <summary>With so many instructions retired a cycle at most.</summary>
    protected RetiringPipeline(int width)
    {
        _width = width;
    }

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

    /// <summary>Passes time that belongs to one component.</summary>
    protected void Pass(long cycle, CpiComponent component)
    {
        if (cycle > Cycle)
        {
            Stack.Add(component, cycle - Cycle);
            Cycle = cycle;
            _retired = 0;
        }
    }

    /// <summary>Passes over time that nobody timed.</summary>
    protected void Skip(long cycle)
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
