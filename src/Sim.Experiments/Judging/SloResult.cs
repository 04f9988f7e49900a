namespace Sim.Experiments.Judging;

/// <summary>An objective and what came of it.</summary>
/// <param name="Slo">As written in the scenario.</param>
/// <param name="Value">What the run found.</param>
/// <param name="Met">Whether it holds.</param>
public sealed record SloResult(string Slo, double Value, bool Met);
