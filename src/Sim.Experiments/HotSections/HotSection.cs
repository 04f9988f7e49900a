using Sim.CoreEmulator.Timing;

namespace Sim.Experiments.HotSections;

/// <summary>A stretch of a program that is measured: what lies between its two markers.</summary>
internal sealed record HotSection
{
    /// <summary>Its name, such as <c>exit-null</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Warm or cold.</summary>
    public required string Mode { get; init; }

    /// <summary>What tells apart the sections of a name, as <c>key=value</c> with semicolons between.</summary>
    public required string Parameters { get; init; }

    /// <summary>The program that it is part of.</summary>
    public required HotProgram Program { get; init; }

    /// <summary>Its number in the program: what is added to <see cref="Markers.Begin"/> and <see cref="Markers.End"/>.</summary>
    public required int Marker { get; init; }

    /// <summary>Operations of a sample; costs are given for one.</summary>
    public required int Operations { get; init; }

    /// <summary>Whether a sample may end on another hart than it began on.</summary>
    public required bool Crosses { get; init; }
}
