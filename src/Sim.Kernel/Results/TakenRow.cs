namespace Sim.Kernel.Results;

/// <summary>A row of a cost table that a constant was made of.</summary>
/// <param name="Section">The hot section.</param>
/// <param name="Mode">Warm or cold.</param>
/// <param name="Parameters">What tells it apart from the section's other rows.</param>
/// <param name="Figure">Which number: <c>cycles_mean</c>, or <c>walk_cycles/walk_references</c>.</param>
/// <param name="Times">How many of it the constant has.</param>
/// <param name="Cycles">That number.</param>
public sealed record TakenRow(string Section, string Mode, string Parameters, string Figure, double Times, double Cycles);
