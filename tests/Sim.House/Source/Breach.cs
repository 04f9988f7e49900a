using System.Globalization;

namespace Sim.House.Source;

/// <summary>A place where a rule is broken.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="What">What was found, and what to do instead.</param>
internal sealed record Breach(string Path, int Line, string What)
{
    public override string ToString() =>
        Line == 0 ? $"{Path}: {What}" : string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}: {What}");
}
