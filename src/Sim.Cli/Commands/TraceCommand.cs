using System.CommandLine;

namespace Sim.Cli.Commands;

/// <summary><c>sim trace</c>: look into traces and make them.</summary>
internal static class TraceCommand
{
    /// <summary>The command.</summary>
    public static Command Make() => new("trace", "Look into traces, and make synthetic ones.")
    {
        TraceInfoCommand.Make(),
        TraceGenerateCommand.Make(),
    };
}
