using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>What only an out-of-order core has.</summary>
public sealed record OutOfOrderConfiguration : IKeyRules
{
    /// <summary>Instructions renamed a cycle.</summary>
    [Key("rename", "Instructions renamed and put into the window a cycle.", Min = 1, Max = 16)]
    public int Rename { get; init; } = 4;

    /// <summary>Instructions retired a cycle.</summary>
    [Key("retire", "Instructions retired a cycle.", Min = 1, Max = 16)]
    public int Retire { get; init; } = 4;

    /// <summary>Entries of the reorder buffer.</summary>
    [Key("rob", "Entries of the reorder buffer.", Min = 2, Max = 1024)]
    public int Rob { get; init; } = 128;

    /// <summary>Physical integer registers.</summary>
    [Key("integerRegisters", "Physical integer registers, the 32 architectural ones included.", Min = 33, Max = 1024)]
    public int IntegerRegisters { get; init; } = 160;

    /// <summary>Physical floating-point registers.</summary>
    [Key("floatRegisters", "Physical floating-point registers, the 32 architectural ones included.", Min = 33, Max = 1024)]
    public int FloatRegisters { get; init; } = 160;

    /// <summary>Entries of the load queue.</summary>
    [Key("loads", "Entries of the load queue.", Min = 1, Max = 512)]
    public int Loads { get; init; } = 64;

    /// <summary>Entries of the store queue.</summary>
    [Key("stores", "Entries of the store queue, from renaming until the write is in the cache.", Min = 1, Max = 512)]
    public int Stores { get; init; } = 48;

    /// <summary>Branches that may be unresolved at once.</summary>
    [Key("branches", "Branches that may be unresolved at once.", Min = 1, Max = 512)]
    public int Branches { get; init; } = 64;

    /// <summary>Cycles from issue to execution: reading registers, by-passes.</summary>
    [Key("issueStages", "Cycles from issue to execution. They lengthen a misprediction, not a chain of dependent instructions.", Min = 0, Max = 10)]
    public int IssueStages { get; init; } = 2;

    /// <summary>Cycles that a load takes which an older store in the queue answers.</summary>
    [Key("forwarding", "Cycles that a load takes which a store in the queue answers.", Min = 1, Max = 20)]
    public int Forwarding { get; init; } = 4;

    /// <summary>How loads pass older stores.</summary>
    [Key("disambiguation", "Whether loads wait for the addresses of all older stores, pass them by learning from mistakes, or know them beforehand.")]
    public Disambiguation Disambiguation { get; init; } = Disambiguation.Predicted;

    /// <summary>Issue queues.</summary>
    [Key("queues", "Issue queues. An operation that none names goes to the first; none at all: one of unlimited size.")]
    public IReadOnlyList<QueueConfiguration> Queues { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        HashSet<OperationKind> seen = []; // lookup only: which were named before
        foreach (QueueConfiguration queue in Queues)
        {
            foreach (OperationKind operation in queue.Operations)
            {
                if (!seen.Add(operation))
                {
                    yield return ("queues", $"{operation} goes to two of them; must go to one");
                }
            }
        }
    }
}
