namespace Sim.Experiments;

/// <summary>How far a run is.</summary>
/// <param name="Phase">What it does: <c>read</c>, <c>place</c>, <c>simulate</c>, <c>write</c>.</param>
/// <param name="Done">VM-steps replayed; bytes of traces read in phase <c>read</c>; 0 in other phases.</param>
/// <param name="Total">VM-steps to replay; 0 where that is not known yet.</param>
/// <param name="Unit">What is counted, where it is not VM-steps: <c>runs</c>.</param>
public readonly record struct RunProgress(string Phase, long Done, long Total, string? Unit = null)
{
    /// <summary>The phase in which traces are read.</summary>
    public const string Reading = "read";
}
