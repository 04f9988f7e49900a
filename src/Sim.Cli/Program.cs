using System.CommandLine;
using System.CommandLine.Invocation;
using System.Linq;
using Sim.Cli.Commands;
using Sim.Cli.Terminal;
using Sim.Kernel;

namespace Sim.Cli;

/// <summary>The <c>sim</c> command.</summary>
public static class Program
{
    /// <summary>Runs a command line and returns its exit code.</summary>
    public static int Main(string[] args)
    {
        RootCommand root = new("Sim: what happens to these workloads on that hardware under those policies?")
        {
            RunCommand.Make(),
            CompareCommand.Make(),
            TraceCommand.Make(),
            LintCommand.Make(),
            ReportCommand.Make(),
            ValidateCommand.Make(),
            ListCommand.Make(),
            DescribeCommand.Make(),
            InitCommand.Make(),
            SchemaCommand.Make(),
            CoreCommand.Make(),
        };

        // A scenario's name may begin with '@': no response files.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool asksForHelp = parsed.Action is not null and not ParseErrorAction && parsed.CommandResult.Command.Action != parsed.Action;
        string[] faults = asksForHelp ? [] : [.. UsageFaults.Of(parsed)];
        return faults.Length == 0
            ? parsed.Invoke()
            : Guard.Run(_ => throw new InputException([.. faults.Select(fault => new InputError("", 0, 0, fault))]));
    }
}
