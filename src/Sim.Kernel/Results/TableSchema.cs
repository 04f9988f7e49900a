using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>The shape of a result table; its rows are written through <see cref="IRowWriter"/>.</summary>
/// <param name="Name">The file's name without ending: <c>host_samples</c>.</param>
/// <param name="Title">One sentence on what a row is.</param>
/// <param name="Columns">The columns in the order in which cells are written.</param>
public sealed record TableSchema(string Name, string Title, IReadOnlyList<Column> Columns);
