namespace Sim.Reports.Charts;

/// <summary>What a bar of a <see cref="GanttChart"/> may say.</summary>
/// <param name="Name">As the legend shows it.</param>
/// <param name="Tone"><c>series</c> for one thing among many; <c>good</c>, <c>warning</c>, <c>odd</c>, <c>alert</c>, <c>calm</c>, <c>late</c> where the colour means something.</param>
public sealed record GanttKey(string Name, string Tone);
