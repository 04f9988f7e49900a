using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Sim.Kernel;

namespace Sim.Cli.Terminal;

/// <summary>What is wrong with a command line, one sentence each, with the nearest spelling.</summary>
/// <remarks>
/// System.CommandLine prints its own faults with a page of help after them and exits with 1, which here means "objective
/// missed"; and it takes a misspelt option for the name of a file where a command takes several files.
/// </remarks>
internal static class UsageFaults
{
    /// <summary>All faults of a command line; none where it can be run.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        string command = Path(parsed.CommandResult);
        string[] unknown = [.. Unknown(parsed, command)];
        if (unknown.Length > 0)
        {
            return unknown;
        }

        Command[] inner = [.. parsed.CommandResult.Command.Subcommands];
        if (inner.Length > 0)
        {
            return [$"{Prefix(command)}no command given; there are {string.Join(", ", inner.Select(c => c.Name))}, and --help"];
        }

        IEnumerable<string> missing = parsed.CommandResult.Command.Options
            .Where(option => option.Required && (parsed.GetResult(option) is null or { Implicit: true }))
            .Select(option => $"{option.Name} missing: {option.Description}");
        IEnumerable<string> wrong = parsed.Errors.Where(error => error.SymbolResult is not (CommandResult or OptionResult { Implicit: true })).Select(Worded);
        return [.. missing.Concat(wrong).Concat(Empty(parsed)).Select(fault => Prefix(command) + fault)];
    }

    private static IEnumerable<string> Unknown(ParseResult parsed, string command)
    {
        string[] words = [.. parsed.UnmatchedTokens, .. Swallowed(parsed)];
        bool group = parsed.CommandResult.Command.Subcommands.Count > 0;

        // After an unknown command nothing can be said of the words that follow it.
        return group && words.Length > 0 && !IsOption(words[0])
            ? [UnknownCommand(words[0], parsed.CommandResult.Command, command)]
            : words.Select(word => IsOption(word) ? UnknownOption(word, parsed.CommandResult, command) : $"{Prefix(command)}'{word}' is one argument too many");
    }

    private static string UnknownCommand(string word, Command within, string command)
    {
        string[] names = [.. within.Subcommands.Select(inner => inner.Name)];
        string hint = Edits.Nearest(word, names) is { } nearest ? $"did you mean '{nearest}'?" : "there are " + string.Join(", ", names);
        return $"{Prefix(command)}'{word}' is no command; {hint}";
    }

    private static string UnknownOption(string word, CommandResult within, string command)
    {
        string name = word.Replace(':', '=').Split('=')[0];
        string[] names = [.. Options(within).SelectMany(option => option.Aliases.Append(option.Name))];
        string hint = Edits.Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'?" : $"'{("sim " + command).Trim()} --help' names those there are";
        return $"{Prefix(command)}'{name}' is no option; {hint}";
    }

    // Those of the command, and of the commands around it those that hold within, such as --help.
    private static IEnumerable<Option> Options(CommandResult result) => result.Parent is CommandResult parent
        ? result.Command.Options.Concat(Options(parent).Where(option => option.Recursive))
        : result.Command.Options;

    // Options that the parser took for files, unless '--' says that they are.
    private static IEnumerable<string> Swallowed(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : Arguments(parsed).Where(IsOption);

    private static IEnumerable<string> Arguments(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static IEnumerable<string> Empty(ParseResult parsed)
    {
        IEnumerable<string> options = parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(option => option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            .Select(option => $"{option.Option.Name}: nothing given; leave the option out, or name {HelpName(option.Option)}");
        return Arguments(parsed).Where(string.IsNullOrWhiteSpace).Select(_ => "an empty argument given").Concat(options);
    }

    private static string Worded(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, Implicit: false } option => $"{option.Option.Name}: nothing given; name {HelpName(option.Option)}",
        OptionResult { Tokens.Count: > 1 } option when option.Option.Arity.MaximumNumberOfValues == 1 => $"{option.Option.Name}: given {Numbers.Text(option.Tokens.Count)} times; give it once",
        OptionResult { Tokens: [{ } token, ..] } option => $"{option.Option.Name}: '{token.Value}' given; must be {Kind(option.Option.ValueType)}",
        ArgumentResult { Tokens.Count: 0 } argument => $"{argument.Argument.Name} missing: {argument.Argument.Description}",
        _ => error.Message,
    };

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } whole when whole == typeof(int) || whole == typeof(long) => "a whole number",
        { } real when real == typeof(double) => "a number",
        { } truth when truth == typeof(bool) => "true or false, or left out",
        { } other => other.Name,
    };

    private static string HelpName(Option option) => option.HelpName ?? "a value";

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? (Path(parent) + " " + result.Command.Name).Trim() : "";

    private static string Prefix(string command) => command.Length == 0 ? "" : command + ": ";
}
