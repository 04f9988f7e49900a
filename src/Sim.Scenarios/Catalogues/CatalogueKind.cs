using System;
using System.Reflection;

namespace Sim.Scenarios.Catalogues;

/// <summary>A catalogue that Sim has.</summary>
/// <param name="Name">The plural word after <c>sim list</c>: <c>host-types</c>.</param>
/// <param name="Summary">One sentence on what its entries are.</param>
/// <param name="RecordType">The record that an entry is.</param>
public sealed record CatalogueKind(string Name, string Summary, Type RecordType)
{
    /// <summary>The assembly that holds its file, <c>host-types.yaml</c>, as a resource.</summary>
    public Assembly Holder { get; init; } = typeof(CatalogueKind).Assembly;
}
