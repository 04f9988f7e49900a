using System.Collections.Generic;

namespace Sim.Cli.Commands;

/// <summary>A kind of thing that a scenario can name.</summary>
internal sealed record InventoryKind(string Name, string Summary, IReadOnlyList<InventoryEntry> Entries);
