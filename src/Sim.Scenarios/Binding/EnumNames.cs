using System;
using System.Collections.Concurrent;
using System.Text;

namespace Sim.Scenarios.Binding;

/// <summary>The words of an enum as users write them: <c>AlwaysMax</c> is <c>always-max</c>.</summary>
public static class EnumNames
{
    private static readonly ConcurrentDictionary<Type, string[]> Cache = new();

    /// <summary>The words of an enum's members, in the order of their values.</summary>
    public static ReadOnlySpan<string> Of(Type type) => All(type);

    /// <summary>The word of one value.</summary>
    public static string Of(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Hyphenated(value.ToString());
    }

    internal static string[] All(Type type) => Cache.GetOrAdd(type, static t => Array.ConvertAll(Enum.GetNames(t), Hyphenated));

    private static string Hyphenated(string pascal)
    {
        StringBuilder text = new(pascal.Length + 4);
        for (int i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsUpper(pascal[i]))
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(pascal[i]));
        }

        return text.ToString();
    }
}
