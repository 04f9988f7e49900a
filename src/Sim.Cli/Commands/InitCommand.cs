using System;
using System.CommandLine;
using System.IO;
using Sim.Cli.Terminal;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary><c>sim init</c>: writes a scenario to start from.</summary>
internal static class InitCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string> file = new("FILE") { Description = "Where to write it.", DefaultValueFactory = _ => "first.yaml" };
        Option<string> trace = new("--trace") { Description = "The trace it replays, as seen from the file. Default: a synthetic one.", HelpName = "PATH", DefaultValueFactory = _ => "" };
        Option<bool> force = new("--force") { Description = "Replace an existing file." };
        Command command = new("init", "Write a small, commented scenario to start from.") { file, trace, force };
        command.SetAction(parsed => Guard.Run(_ => Write(parsed.GetValue(file)!, parsed.GetValue(trace)!, parsed.GetValue(force))));
        return command;
    }

    private static int Write(string file, string trace, bool force)
    {
        if (File.Exists(file) && !force)
        {
            throw new InputException(new InputError(file, 0, 0, "is there already; choose another name, or replace it with --force"));
        }

        InputError[] faults = [.. OutputFile.Faults(file)];
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }

        OutputFile.WriteText(file, writer => writer.Write(ScenarioTemplate.Text(Path.GetFileNameWithoutExtension(file), trace)));
        Console.Out.WriteLine($"wrote {file}; run it with: sim run {file}");
        return ExitCode.Fine;
    }
}
