namespace Sim.Scenarios.Schema;

/// <summary>A key that may be written.</summary>
/// <param name="Path">The way to it: <c>hosts[].type.memory</c>.</param>
/// <param name="Type">What to write: <c>whole number</c>.</param>
/// <param name="Default">What leaving it out means, as a user would write it; empty where the help says it, or where it is required.</param>
/// <param name="Help">One sentence on what it is.</param>
/// <param name="Required">Whether leaving it out is a fault.</param>
/// <param name="Example">A value as a user might write it; may be empty.</param>
public sealed record KeyDescription(string Path, string Type, string Default, string Help, bool Required, string Example);
