using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>What <c>run.json</c> says: enough to repeat the run and to rebuild its report.</summary>
public sealed record RunManifest
{
    /// <summary>The layout of this file; raised when a reader must know of a change.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The scenario's name, which is also the folder's.</summary>
    public required string Name { get; init; }

    /// <summary>The question the scenario answers: the comment at its top, without the marks; may be empty.</summary>
    public string Question { get; init; } = "";

    /// <summary>Sim's version, with the commit where it is known.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The command line as typed.</summary>
    public required string Command { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public long Seed { get; init; }

    /// <summary>The resolution: <c>interval</c> or <c>event</c>.</summary>
    public string Resolution { get; init; } = "interval";

    /// <summary>The scenario as resolved (extends merged, <c>--set</c> applied, defaults filled in), as YAML text.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>The folder that the scenario's relative paths start from.</summary>
    public string BaseFolder { get; init; } = "";

    /// <summary>Every file read, with its SHA-256.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>The constants that were taken from a cost table, in place of defaults.</summary>
    public IReadOnlyList<TakenCost> Costs { get; init; } = [];

    /// <summary>The tables of the folder, each with its columns' units and definitions.</summary>
    public IReadOnlyList<TableSchema> Tables { get; init; } = [];

    /// <summary>What the reader should know before trusting a number, worst first.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>Wall time, events, memory: how the run went on this machine. Not part of what is reproducible.</summary>
    public RunStatistics Statistics { get; init; } = new();
}
