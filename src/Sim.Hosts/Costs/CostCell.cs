namespace Sim.Hosts.Costs;

/// <summary>A piece of a cost table's file, and where it stands.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Text">What is written.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The place in the line, from 1.</param>
internal readonly record struct CostCell(string Name, string Text, long Line, int Column);
