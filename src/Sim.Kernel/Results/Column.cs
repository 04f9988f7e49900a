namespace Sim.Kernel.Results;

/// <summary>One column of a result table.</summary>
/// <param name="Name">Lower snake case with the unit last: <c>cpu_ready_pct</c>.</param>
/// <param name="Type">What its cells hold.</param>
/// <param name="Unit">The unit as shown to a reader: <c>%</c>, <c>MHz</c>, <c>kWh</c>; empty for names and counts.</param>
/// <param name="Definition">One sentence saying what the number is, for the report's legend and <c>sim list metrics</c>.</param>
public sealed record Column(string Name, ColumnType Type, string Unit, string Definition);
