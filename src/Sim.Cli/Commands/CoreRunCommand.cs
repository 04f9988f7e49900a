using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim core run</c>: runs a program on the machine; its console is ours, its success our exit code.</summary>
internal sealed class CoreRunCommand
{
    private readonly Argument<string> _elf = new("ELF") { Description = "A program for RV64, linked statically: for a bare machine, or for Linux. With --core also a trace of ChampSim, CBP or CVP (plain, .gz, .xz)." };
    private readonly Argument<string[]> _words = new("ARGS") { Description = "The program's arguments; put -- before them where they look like options.", Arity = ArgumentArity.ZeroOrMore };
    private readonly CoreMachineOptions _machine = new();
    private readonly CoreTimedRun _timed = new();
    private readonly Option<long?> _maxInstructions = new("--max-instructions") { Description = "Stop after so many instructions.", HelpName = "N" };
    private readonly Option<long?> _watchdog = new("--watchdog") { Description = "Give up after so many instructions without a word from the program. Default: 1e9, or 1e11 with tohost or Linux.", HelpName = "N" };
    private readonly Option<string[]> _disks = new("--disk") { Description = "Disk image for virtio-blk, written to. May be repeated.", HelpName = "FILE" };
    private readonly Option<string?> _signature = new("--signature") { Description = "Write begin_signature..end_signature as words of 8 hex digits.", HelpName = "FILE" };
    private readonly Option<string?> _trace = new("--trace") { Description = "Write a commit log as Spike's --log-commits does; slow.", HelpName = "FILE" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "Write the whole machine there when --max-instructions is reached.", HelpName = "FILE" };
    private readonly Option<string?> _resume = new("--resume") { Description = "Go on from such a checkpoint.", HelpName = "FILE" };
    private readonly Option<bool> _stats = new("--stats") { Description = "Print instructions, speed, traps by cause, and the mix of instructions." };
    private readonly Option<bool> _json = new("--json") { Description = "Print how the run ended as JSON on standard error." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreRunCommand run = new();
        Command command = new("run", "Run a program; exit with 0 when it reports success through tohost, with 1 when it reports failure, else with its own code.")
        {
            run._elf, run._words,
        };
        run._machine.AddTo(command);
        foreach (Option option in (Option[])[run._maxInstructions, run._watchdog, run._disks, run._signature, run._trace, run._checkpoint, run._resume, run._stats, run._json])
        {
            command.Add(option);
        }

        run._timed.AddTo(command);
        command.SetAction(parsed => Guard.Run(token => run.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        RefuseWrong(parsed);
        (CoreConfiguration Core, PluginRegistry Parts)? model = _timed.Core(parsed);
        if (model is { } traced && parsed.GetValue(_elf) is { } trace && InstructionTraceFile.MayBe(trace))
        {
            return _timed.RunTrace(
                parsed, trace, traced.Core, traced.Parts, parsed.GetValue(_maxInstructions) ?? long.MaxValue, parsed.GetValue(_json), token);
        }

        ElfFile program = CoreProgram.Read(parsed.GetValue(_elf));
        _timed.RefuseForProgram(parsed);
        using Stream output = Console.OpenStandardOutput();
        using Stream error = Console.OpenStandardError();
        using DiskFiles disks = new(parsed.GetValue(_disks) ?? []);
        MachineOptions options = _machine.Read(parsed, parsed.GetValue(_words) ?? []) with
        {
            Output = output,
            Error = error,
            Input = TerminalInput.Open(),
            Warn = text => Console.Error.WriteLine("sim: " + text),
            Watchdog = (ulong)(parsed.GetValue(_watchdog) ?? 0),
            Disks = disks.All,
            Cancelled = () => token.IsCancellationRequested,
        };
        options = model is { } on ? CoreTimedRun.On(on.Core, options, _machine.HasIsa(parsed)) : options;
        byte[]? resumed = parsed.GetValue(_resume) is { } resume ? File.ReadAllBytes(resume) : null;
        options = resumed is null ? options : Like(options, parsed.GetValue(_resume)!, resumed);
        using Machine machine = new(program, options);
        if (resumed is not null)
        {
            machine.Restore(parsed.GetValue(_resume)!, resumed);
        }

        return Run(parsed, machine, disks, model, token);
    }

    // A checkpoint says what machine it is of.
    private static MachineOptions Like(MachineOptions options, string file, byte[] bytes)
    {
        CheckpointHeader header = CheckpointHeader.Load(file, bytes, out BinaryReader reader);
        reader.Dispose();
        return options with { Harts = header.Harts, Memory = header.Memory, Extensions = header.Extensions, Linux = header.Linux };
    }

    private int Run(
        ParseResult parsed, Machine machine, DiskFiles disks, (CoreConfiguration Core, PluginRegistry Parts)? model, CancellationToken token)
    {
        using OutputFile? trace = parsed.GetValue(_trace) is { } path ? new OutputFile(path) : null;
        InstructionMix? mix = parsed.GetValue(_stats) ? new InstructionMix(machine) : null;
        if (trace is not null)
        {
            _ = new CommitLog(machine, trace.Writer);
        }

        Stopwatch watch = Stopwatch.StartNew();
        object? timing = null;
        ulong most = (ulong)(parsed.GetValue(_maxInstructions) ?? long.MaxValue);
        RunOutcome outcome = model is { } on ? _timed.Run(parsed, machine, on.Core, on.Parts, most, parsed.GetValue(_json), out timing) : machine.Run(most);
        watch.Stop();
        token.ThrowIfCancellationRequested();
        trace?.Commit();
        if (mix is not null)
        {
            CoreStatistics.Print(Console.Error, machine, watch.Elapsed, mix);
        }

        bool isKept = outcome.End == RunEnd.Limit && parsed.GetValue(_checkpoint) is not null;
        if (isKept)
        {
            OutputFile.Write(parsed.GetValue(_checkpoint)!, machine.Save);
        }
        else
        {
            disks.Flush();
        }

        if (parsed.GetValue(_signature) is { } signature)
        {
            string text = Signature.Of(machine.Program, machine.Bus);
            OutputFile.Write(signature, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(text)));
        }

        outcome = outcome.End == RunEnd.Failed && ExceptionPlace.Of(machine) is { } last
            ? outcome with { Message = $"{outcome.Message}; the last exception: {last} (machine: {IsaString.Print(machine.Harts[0].Options.Extensions)})" }
            : outcome;
        if (parsed.GetValue(_json))
        {
            CoreStatistics.PrintJson(Console.Error, machine, outcome, watch.Elapsed, timing);
        }

        return Tell(outcome, machine.Program.Name, isKept ? parsed.GetValue(_checkpoint) : null);
    }

    private void RefuseWrong(ParseResult parsed)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _maxInstructions, 1), .. OptionRange.Faults(parsed, _watchdog, 1), .. _timed.Faults(parsed)];
        faults.AddRange(OutputFile.Faults(parsed.GetValue(_trace), parsed.GetValue(_signature), parsed.GetValue(_checkpoint)));
        if (parsed.GetValue(_trace) is not null && _timed.IsAsked(parsed))
        {
            faults.Add(new InputError("", 0, 0, "--trace writes a log without timing; --core and --timing exclude it (sim core pipeview shows instructions in time)"));
        }

        if (parsed.GetValue(_checkpoint) is not null && parsed.GetValue(_maxInstructions) is null)
        {
            faults.Add(new InputError("", 0, 0, "--checkpoint is written when --max-instructions is reached; give that too"));
        }

        if (parsed.GetValue(_resume) is { } resume && !File.Exists(resume))
        {
            faults.Add(new InputError(resume, 0, 0, "no such file"));
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }

    private static int Tell(RunOutcome outcome, string path, string? checkpoint)
    {
        if (checkpoint is not null)
        {
            Console.Error.WriteLine($"sim: {outcome.Message}; {checkpoint} has the machine");
            return ExitCode.Fine;
        }

        if (outcome.End is not (RunEnd.Passed or RunEnd.Failed or RunEnd.Exited))
        {
            throw new InputException(new InputError(path, 0, 0, outcome.Message));
        }

        if (outcome.Message.Length > 0)
        {
            Console.Error.WriteLine(outcome.Message);
        }

        return outcome.End switch
        {
            RunEnd.Passed => ExitCode.Fine,
            RunEnd.Failed => ExitCode.NotMet,
            _ => outcome.Code & 0xFF,
        };
    }
}
