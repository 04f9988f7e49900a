using System;
using System.Linq;

namespace Sim.Cli.Terminal;

/// <summary>The command line as typed, for manifests and messages.</summary>
internal static class CommandText
{
    /// <summary>The command line, quoted where a shell needs it.</summary>
    public static string Typed() => string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Quoted).Prepend("sim"));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
