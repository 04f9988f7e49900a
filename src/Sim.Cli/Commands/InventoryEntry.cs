namespace Sim.Cli.Commands;

/// <summary>Something that a scenario can name.</summary>
/// <param name="Name">The word written.</param>
/// <param name="Unit">Its unit, for metrics; a type, for keys.</param>
/// <param name="Summary">One sentence on what it is.</param>
/// <param name="Details">What <c>sim describe</c> says beyond that.</param>
internal sealed record InventoryEntry(string Name, string Unit, string Summary, string Details);
