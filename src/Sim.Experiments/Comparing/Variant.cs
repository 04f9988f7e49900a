using System.Collections.Generic;

namespace Sim.Experiments.Comparing;

/// <summary>One of the scenarios that a comparison runs.</summary>
/// <param name="Name">What tables and charts call it: <c>policy=first-fit, cpu=4</c>.</param>
/// <param name="Sets">The overrides that make it, as <c>--set</c> takes them.</param>
public sealed record Variant(string Name, IReadOnlyList<string> Sets);
