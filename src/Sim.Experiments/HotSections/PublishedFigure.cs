namespace Sim.Experiments.HotSections;

/// <summary>A figure that somebody published, to put beside one of ours.</summary>
/// <param name="Value">The figure.</param>
/// <param name="What">Of what machine and software.</param>
/// <param name="Source">Where it was published. "Recalled" where the paper could not be read and the figure is from memory.</param>
internal sealed record PublishedFigure(double Value, string What, string Source);
