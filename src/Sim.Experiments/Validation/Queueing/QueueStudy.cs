using System;
using System.Collections.Generic;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>A queueing system that is simulated and has a closed form.</summary>
/// <param name="Name">What it is, with its parameters: <c>M/D/1 load 0.7</c>.</param>
/// <param name="Stream">What the names of its random streams begin with; no two studies share it.</param>
/// <param name="Customers">How many customers all replications of a full run count together.</param>
/// <param name="Measures">What is compared, in the order in which <paramref name="Replicate"/> gives it.</param>
/// <param name="Replicate">Simulates once and gives each measure.</param>
internal sealed record QueueStudy(
    string Name, string Stream, long Customers, IReadOnlyList<QueueMeasure> Measures, Func<Replication, double[]> Replicate)
{
    /// <summary>How wide the half of a full run's confidence interval may be, in percent of the expected value; default 1.</summary>
    public double TolerancePct { get; init; } = 1;
}
