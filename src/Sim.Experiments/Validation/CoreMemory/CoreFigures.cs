using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>What a core's configuration says that single features take, in closed form.</summary>
internal static class CoreFigures
{
    private const int InstructionBytes = 4;
    private const int JumpsOfRound = 16;
    private const double AdditionsOfRound = 256;
    private const int Unlimited = 16;

    /// <summary>Cycles from an operation's operands to its result; at least those until its unit takes the next, where each needs the one before.</summary>
    public static double Chain(CoreConfiguration core, OperationKind operation) =>
        Unit(core, operation) is { } unit ? Math.Max(unit.Latency, unit.Count == 1 ? unit.Interval : 1) : 1;

    /// <summary>Instructions of 4 bytes that front end, window and retirement pass a cycle.</summary>
    public static double Width(CoreConfiguration core)
    {
        int fetched = Fetched(core);
        return core.Pipeline == PipelineKind.InOrder
            ? Math.Min(fetched, Math.Min(core.InOrder.Issue, core.InOrder.Retire))
            : Math.Min(fetched, Math.Min(core.OutOfOrder.Rename, core.OutOfOrder.Retire));
    }

    /// <summary>Independent operations of a kind that a core does a cycle.</summary>
    public static double PerCycle(CoreConfiguration core, OperationKind operation)
    {
        double units = Unit(core, operation) is { } unit ? (double)unit.Count / unit.Interval : Unlimited;
        IReadOnlyList<QueueConfiguration> queues = core.OutOfOrder.Queues;
        QueueConfiguration? queue = queues.FirstOrDefault(queue => queue.Operations.Contains(operation)) ?? (queues.Count > 0 ? queues[0] : null);
        double issued = core.Pipeline == PipelineKind.InOrder || queue is null ? Unlimited : queue.Issue;
        return Math.Min(Width(core), Math.Min(units, issued));
    }

    /// <summary>Additions a cycle of a round of 256, whose loop's two instructions and taken branch take the rest of a fetch group.</summary>
    public static double Additions(CoreConfiguration core) =>
        Math.Min(PerCycle(core, OperationKind.Integer), AdditionsOfRound / Math.Ceiling((AdditionsOfRound + 2) / Fetched(core)));

    /// <summary>Cycles from a taken jump to the next, of 16 of which the last is a counted loop's: that takes an addition more.</summary>
    public static double Jump(CoreConfiguration core) =>
        (JumpsOfRound + (Width(core) > 1 ? 0 : 1) + (JumpsOfRound * core.FrontEnd.TakenBubble)) / (double)JumpsOfRound;

    /// <summary>Cycles that a conditional branch foreseen wrongly costs, as the head of <c>cores.yaml</c> has it.</summary>
    public static double Misprediction(CoreConfiguration core)
    {
        FrontEndConfiguration front = core.FrontEnd;
        int stages = front.FetchStages + front.DecodeStages + front.ExecuteRedirect;
        return core.Pipeline == PipelineKind.InOrder ? stages + core.InOrder.BranchStage - 1 : stages + core.OutOfOrder.IssueStages + 1;
    }

    /// <summary>Cycles of a store and a load of what it stored, where the next store needs that.</summary>
    /// <remarks>
    /// Out of order the queue answers. In order the load looks into the cache as any does: an instruction behind the store, which goes to the cache in the very
    /// cycle that the load would, where they cannot issue at once, and has the port if there is but one.
    /// </remarks>
    public static double Forwarding(CoreConfiguration core)
    {
        if (core.Pipeline == PipelineKind.OutOfOrder)
        {
            return core.OutOfOrder.Forwarding;
        }

        bool share = Unit(core, OperationKind.Load) is { Count: 1 } loads && loads.Operations.Contains(OperationKind.Store);
        bool follow = core.InOrder.Issue == 1 || share;
        return core.Memory.L1D.Latency + (follow ? 1 : 0) + (follow && core.Memory.L1D.Ports == 1 ? 1 : 0);
    }

    private static int Fetched(CoreConfiguration core) => Math.Min(core.FrontEnd.Width, core.FrontEnd.Bytes / InstructionBytes);

    // An operation that several entries name is done by the first of them.
    private static UnitConfiguration? Unit(CoreConfiguration core, OperationKind operation) => core.Units.FirstOrDefault(unit => unit.Operations.Contains(operation));
}
