using System.Collections.Generic;

namespace Sim.Experiments.Comparing;

/// <summary>What one replication of one variant found.</summary>
/// <param name="Outcome">Its metrics, remarks and inputs.</param>
/// <param name="Latencies">Its latencies, where it measures some.</param>
internal sealed record VariantRun(ExperimentOutcome Outcome, IReadOnlyList<LatencyPoint> Latencies);
