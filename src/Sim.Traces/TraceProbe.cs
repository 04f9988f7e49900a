using System.Collections.Generic;

namespace Sim.Traces;

/// <summary>What format detection sees of a trace: the beginning of its first file that is not empty.</summary>
/// <param name="FileName">That file's name, without its path.</param>
/// <param name="Lines">Its first lines, at most 8, those cut off by the probe's end left out.</param>
public sealed record TraceProbe(string FileName, IReadOnlyList<string> Lines)
{
    /// <summary>The first line; empty where there is none.</summary>
    public string FirstLine => Lines.Count > 0 ? Lines[0] : "";
}
