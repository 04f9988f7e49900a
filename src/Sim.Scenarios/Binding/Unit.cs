namespace Sim.Scenarios.Binding;

/// <summary>A unit of a quantity.</summary>
/// <param name="Name">As written, case and all.</param>
/// <param name="Factor">How many base units it is.</param>
internal readonly record struct Unit(string Name, decimal Factor);
