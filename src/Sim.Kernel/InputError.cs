using System.Globalization;

namespace Sim.Kernel;

/// <summary>A fault in something a user wrote: where it is, what was found there, and what would be right.</summary>
/// <param name="File">The file as the user named it; empty for the command line.</param>
/// <param name="Line">The line, from 1; 0 where a line has no meaning.</param>
/// <param name="Column">The column, from 1; 0 where a column has no meaning.</param>
/// <param name="Message">What was found and what was expected, as one clause: <c>hosts[0].count: 0 given; must be 1 or more</c>.</param>
public sealed record InputError(string File, long Line, int Column, string Message)
{
    /// <summary>The fault as a compiler would print it: <c>file:line:column: message</c>.</summary>
    public override string ToString() => (File, Line, Column) switch
    {
        ("", _, _) => Message,
        (_, 0, _) => $"{File}: {Message}",
        (_, _, 0) => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}"),
    };
}
