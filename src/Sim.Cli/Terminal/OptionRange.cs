using System.Collections.Generic;
using System.CommandLine;
using System.Numerics;
using Sim.Kernel;

namespace Sim.Cli.Terminal;

/// <summary>Ranges of numeric options, which the parser does not know.</summary>
internal static class OptionRange
{
    /// <summary>The fault where the option is given and below its least value; else none.</summary>
    public static IEnumerable<InputError> Faults<T>(ParseResult parsed, Option<T?> option, T least)
        where T : struct, INumber<T>, System.IConvertible
    {
        if (parsed.GetValue(option) is { } given && given < least)
        {
            yield return new InputError("", 0, 0, $"{option.Name}: {Text(given)} given; must be {Text(least)} or more");
        }
    }

    private static string Text<T>(T number)
        where T : System.IConvertible => Numbers.Text(number.ToInt64(null));
}
