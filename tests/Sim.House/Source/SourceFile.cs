using System;

namespace Sim.House.Source;

/// <summary>A text file of the tree.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The room: the project's folder under src or tests, such as <c>Sim.Kernel</c>; empty elsewhere.</summary>
    public string Room => Path.Split('/') is [("src" or "tests"), string room, _, ..] ? room : "";

    /// <summary>The lines, without their ends.</summary>
    public string[] Lines => Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Whether it lies under a folder: <c>src</c>.</summary>
    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Whether its name ends so: <c>.cs</c>.</summary>
    public bool EndsWith(string ending) => Path.EndsWith(ending, StringComparison.Ordinal);
}
