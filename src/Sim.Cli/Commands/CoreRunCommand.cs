using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary><c>sim core run</c>: runs a program on the machine; its console is ours, its success our exit code.</summary>
internal sealed class CoreRunCommand
{
    private readonly Argument<string> _elf = new("ELF") { Description = "A program for RV64, linked statically." };
    private readonly Option<long?> _maxInstructions = new("--max-instructions") { Description = "Stop after so many instructions.", HelpName = "N" };
    private readonly Option<string?> _isa = new("--isa") { Description = "Instruction set, such as rv64gch_zba_zbb. Default: everything.", HelpName = "STRING" };
    private readonly Option<bool> _interpreter = new("--interpreter") { Description = "Translate nothing to host code." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreRunCommand run = new();
        Command command = new("run", "Run a program; exit with 0 when it reports success through tohost, with 1 when it reports failure, else with its own code.")
        {
            run._elf, run._maxInstructions, run._isa, run._interpreter,
        };
        command.SetAction(parsed => Guard.Run(token => run.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        string path = parsed.GetValue(_elf) ?? throw new InputException("core run: no program given");
        using Stream output = Console.OpenStandardOutput();
        MachineOptions options = new()
        {
            Extensions = parsed.GetValue(_isa) is { } isa ? IsaString.Parse(isa, "--isa") : HartOptions.AllExtensions,
            Translates = !parsed.GetValue(_interpreter),
            Output = output,
            Cancelled = () => token.IsCancellationRequested,
        };
        using Machine machine = new(ElfFile.Read(path, File.ReadAllBytes(path)), options);
        RunOutcome outcome = machine.Run((ulong)(parsed.GetValue(_maxInstructions) ?? long.MaxValue));
        token.ThrowIfCancellationRequested();
        return Tell(outcome, path);
    }

    private static int Tell(RunOutcome outcome, string path)
    {
        switch (outcome.End)
        {
            case RunEnd.Passed:
                return ExitCode.Fine;
            case RunEnd.Failed:
                Console.Error.WriteLine(outcome.Message);
                return ExitCode.NotMet;
            case RunEnd.Exited:
                return outcome.Code & 0xFF;
            default:
                throw new InputException(new InputError(path, 0, 0, outcome.Message));
        }
    }
}
