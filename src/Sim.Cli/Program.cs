using System.CommandLine;
using Sim.Cli.Commands;

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
            TraceCommand.Make(),
            LintCommand.Make(),
            ReportCommand.Make(),
            ListCommand.Make(),
            DescribeCommand.Make(),
            InitCommand.Make(),
            SchemaCommand.Make(),
        };
        return root.Parse(args).Invoke();
    }
}
