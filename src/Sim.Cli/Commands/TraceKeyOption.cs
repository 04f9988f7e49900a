using System;
using System.CommandLine;
using System.Linq;
using System.Text;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary>An option that stands for a key of a record: <c>--burst-length</c> for <c>burstLength</c>.</summary>
/// <param name="key">The key.</param>
/// <param name="option">The option.</param>
internal sealed class TraceKeyOption(string key, Option<string?> option)
{
    private readonly bool _isSwitch = option.Arity.MinimumNumberOfValues == 0;

    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = option;

    /// <summary>An option for a key; one that is true or false may stand alone and then means true.</summary>
    public static TraceKeyOption Of(KeyAttribute key, Type type)
    {
        bool isSwitch = type == typeof(bool);
        Option<string?> option = new("--" + Kebab(key.Name))
        {
            Description = key.Help,
            HelpName = isSwitch ? "true|false" : key.Example.Length > 0 ? key.Example : "VALUE",
            Arity = isSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        return new TraceKeyOption(key.Name, option);
    }

    /// <summary>The text given; null where the option is not.</summary>
    public string? Written(ParseResult parsed) =>
        parsed.GetResult(Option) is null ? null : parsed.GetValue(Option) ?? (_isSwitch ? "true" : null);

    private static string Kebab(string camel) =>
        camel.Aggregate(new StringBuilder(), (kebab, c) => char.IsUpper(c) ? kebab.Append('-').Append(char.ToLowerInvariant(c)) : kebab.Append(c)).ToString();
}
