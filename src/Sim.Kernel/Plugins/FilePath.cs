namespace Sim.Kernel.Plugins;

/// <summary>A file or folder that a scenario names.</summary>
/// <param name="Written">As written, or where an <c>extends</c> file wrote it, as seen from the scenario's folder.</param>
/// <param name="Full">The absolute path; whether anything is there is not checked.</param>
public sealed record FilePath(string Written, string Full)
{
    /// <inheritdoc/>
    public override string ToString() => Written;
}
