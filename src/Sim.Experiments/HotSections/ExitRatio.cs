using System.Collections.Generic;

namespace Sim.Experiments.HotSections;

/// <summary>How many times one operation costs another, ours beside what was published.</summary>
/// <param name="Name">What is compared: <c>user-space exit : in-kernel exit</c>.</param>
/// <param name="Value">Ours; NaN where the cost table lacks a row, or the divisor is not above 0.</param>
/// <param name="Published">What others found.</param>
internal sealed record ExitRatio(string Name, double Value, IReadOnlyList<PublishedFigure> Published)
{
    /// <summary>What it is held to; null where cores differ so much, or so little was published, that a range would say nothing.</summary>
    public RatioBand? Band { get; init; }

    /// <summary><c>ok</c> or <c>miss</c>; empty where there is no band or no value.</summary>
    public string Verdict => Band is not { } band || double.IsNaN(Value) ? "" : band.Holds(Value) ? "ok" : "miss";
}
