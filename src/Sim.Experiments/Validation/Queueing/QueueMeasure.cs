namespace Sim.Experiments.Validation.Queueing;

/// <summary>One number that a replication of a <see cref="QueueStudy"/> gives and theory knows.</summary>
/// <param name="Name">What it is, and its unit: <c>wait s</c>.</param>
/// <param name="Expected">What theory says, or the bound.</param>
/// <param name="Source">Whose theory.</param>
/// <param name="IsBound">Whether theory only says that the mean is not above <paramref name="Expected"/>.</param>
internal readonly record struct QueueMeasure(string Name, double Expected, string Source, bool IsBound = false);
