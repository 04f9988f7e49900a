using System.Collections.Generic;

namespace Sim.Experiments.Comparing;

/// <summary>A metric in every run of a comparison.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Values">By variant and replication; NaN where a run has none.</param>
public sealed record MetricValues(string Name, string Unit, IReadOnlyList<double[]> Values);
