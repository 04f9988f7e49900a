using System;
using System.CommandLine;
using Sim.Cli.Terminal;
using Sim.Kernel;
using Sim.Reports;

namespace Sim.Cli.Commands;

/// <summary><c>sim report</c>: rebuilds the report of a result folder.</summary>
internal static class ReportCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string> folder = new("DIR") { Description = "Result folder: it has a run.json." };
        Command command = new("report", "Rebuild the report of a result folder from its CSVs and run.json.") { folder };
        command.SetAction(parsed => Guard.Run(_ =>
        {
            string path = parsed.GetValue(folder) ?? throw new InputException("report: no folder given");
            Console.Out.WriteLine("report: " + ReportBuilder.Build(path));
            return ExitCode.Fine;
        }));
        return command;
    }
}
