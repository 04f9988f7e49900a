namespace Sim.Kernel.Results;

/// <summary>A weakness of the run that its report states of its own accord.</summary>
/// <param name="Id">A stable id such as <c>SIM1207</c>.</param>
/// <param name="Severity"><c>warning</c> or <c>note</c>.</param>
/// <param name="Text">What was found, and what to do about it.</param>
public sealed record Remark(string Id, string Severity, string Text);
