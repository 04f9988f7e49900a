using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>A constant of a model that a run took from a cost table.</summary>
/// <param name="Key">The key as it would be written in a scenario: <c>hypervisor.memory.costs.firstTouch</c>.</param>
/// <param name="Nanoseconds">The value taken.</param>
/// <param name="DefaultNanoseconds">What it is without a table.</param>
/// <param name="Table">The table's file, as the scenario names it.</param>
/// <param name="Core">The core it was measured on.</param>
/// <param name="Rows">The rows whose sum it is.</param>
public sealed record TakenCost(string Key, long Nanoseconds, long DefaultNanoseconds, string Table, string Core, IReadOnlyList<TakenRow> Rows);
