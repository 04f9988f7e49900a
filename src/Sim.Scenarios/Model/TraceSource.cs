using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>A recorded trace to replay.</summary>
public sealed record TraceSource
{
    /// <summary>The format's name; null where it is to be recognised from the file.</summary>
    [Key("format", "Format of the trace. Left out: recognised from the file.", Names = "traces", Example = "planetlab")]
    public PartName? Format { get; init; }

    /// <summary>The file or folder.</summary>
    [Key("path", "File or folder, relative to this file.", Required = true, Example = "../traces/planetlab-like")]
    public FilePath Path { get; init; } = new("", "");

    /// <summary>The time between samples, for formats that do not carry it.</summary>
    [Key("interval", "Time between samples. Left out: what the file says, or the format's usual interval.", Min = 1, Example = "5 min")]
    public Duration? Interval { get; init; }

    /// <summary>Whether bad rows are skipped and counted rather than refused.</summary>
    [Key("lenient", "Whether bad rows are skipped and counted rather than refused.")]
    public bool Lenient { get; init; }

    /// <summary>The columns of a CSV trace.</summary>
    [Key("columns", "Which columns hold what, for the csv format.")]
    public PartOptions Columns { get; init; } = PartOptions.None;

    /// <summary>Options of the format.</summary>
    [Key("options", "Options of the format; see sim describe and its name.")]
    public PartOptions Options { get; init; } = PartOptions.None;
}
