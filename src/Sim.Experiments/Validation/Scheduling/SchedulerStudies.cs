using System.Collections.Generic;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>All studies but those of queues, in the order of the table.</summary>
internal static class SchedulerStudies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Study> All => [.. MaxMinStudies.All, .. LimitStudies.All, .. ShareStudies.All, .. PublishedStudies.All, .. ResolutionStudies.All];
}
