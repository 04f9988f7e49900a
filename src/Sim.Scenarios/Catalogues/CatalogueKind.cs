using System;

namespace Sim.Scenarios.Catalogues;

/// <summary>A catalogue that Sim has.</summary>
/// <param name="Name">The plural word after <c>sim list</c>: <c>host-types</c>.</param>
/// <param name="Summary">One sentence on what its entries are.</param>
/// <param name="RecordType">The record that an entry is.</param>
public sealed record CatalogueKind(string Name, string Summary, Type RecordType);
