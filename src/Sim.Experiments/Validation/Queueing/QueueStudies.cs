using System.Collections.Generic;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>The systems that are simulated, in the order of the table.</summary>
internal static class QueueStudies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueueStudy> All { get; } = [.. SingleQueueStudies.All, .. SharedServerStudies.All, .. NetworkStudies.All];
}
