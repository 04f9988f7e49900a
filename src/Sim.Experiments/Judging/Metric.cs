namespace Sim.Experiments.Judging;

/// <summary>A metric of the whole run.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Metric(string Name, double Value, string Unit);
