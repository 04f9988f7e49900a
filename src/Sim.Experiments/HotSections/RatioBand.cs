namespace Sim.Experiments.HotSections;

/// <summary>Between which values a ratio is held.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The most.</param>
/// <param name="Source">Whose range it is.</param>
internal sealed record RatioBand(double Low, double High, string Source)
{
    /// <summary>Whether a value lies within, ends included.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}
