using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.CoreEmulator.Timing.Traces;
using Sim.CoreEmulator.Timing.Views;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim core pipeview</c>: shows when instructions pass the stages of a core, and what delays them.</summary>
internal sealed class CorePipeviewCommand
{
    private const int UsualCount = 100;
    private const int MostCount = 10_000_000;

    private readonly Argument<string> _file = new("FILE") { Description = "A program for RV64, or a trace of instructions (ChampSim, CBP, CVP; plain, .gz or .xz)." };
    private readonly CoreModelOptions _model = new();
    private readonly CoreMachineOptions _machine = new();
    private readonly Option<string> _format = new("--format") { Description = "text, konata (Kanata 0004) or o3pipeview (gem5).", HelpName = "KIND", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> _out = new("--out") { Description = "Write there. Default: standard output.", HelpName = "FILE" };
    private readonly Option<string?> _from = new("--from") { Description = "Run untimed up to this symbol, address, or marker:N.", HelpName = "PLACE" };
    private readonly Option<long?> _warmUp = new("--warmup") { Description = "Instructions that only warm caches, TLBs and predictors. Default: 0.", HelpName = "N" };
    private readonly Option<long?> _skip = new("--skip") { Description = "Timed instructions that are not shown. Default: 0.", HelpName = "N" };
    private readonly Option<int?> _count = new("--count") { Description = "Instructions that are shown. Default: 100.", HelpName = "N" };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CorePipeviewCommand view = new();
        Command command = new("pipeview", "Show when instructions pass the stages of a core, and what delays them.") { view._file };
        view._model.AddTo(command);
        foreach (Option option in (Option[])[view._format, view._out, view._from, view._warmUp, view._skip, view._count])
        {
            command.Add(option);
        }

        view._machine.AddTo(command);
        command.SetAction(parsed => Guard.Run(token => view.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        RefuseWrong(parsed);
        (CoreConfiguration Core, PluginRegistry Parts) core = _model.Read(parsed, CoreCatalogue.Default(PipelineKind.OutOfOrder));
        string path = parsed.GetValue(_file)!;
        long skip = parsed.GetValue(_skip) ?? 0;
        int count = parsed.GetValue(_count) ?? UsualCount;
        bool isTrace = InstructionTraceFile.MayBe(path);
        if (isTrace && parsed.GetValue(_from) is not null)
        {
            throw new InputException("--from: a trace has no symbols; give --skip");
        }

        (IReadOnlyList<PipelineRow> rows, InstructionText text) = isTrace
            ? OfTrace(path, core, new PipelineRecorder(skip, count), parsed.GetValue(_warmUp) ?? 0, skip + count)
            : OfProgram(parsed, path, core, skip, count, token);
        Write(parsed.GetValue(_out), output => Draw(output, parsed.GetValue(_format)!, rows, text));
        return ExitCode.Fine;
    }

    private static (IReadOnlyList<PipelineRow> Rows, InstructionText Text) OfTrace(
        string path, (CoreConfiguration Core, PluginRegistry Parts) core, PipelineRecorder recorder, long warmUp, long instructions)
    {
        using InstructionTraceFile file = InstructionTraceFile.Open(path);
        TraceRun run = new(core.Core, core.Parts, file.Source);
        run.Core.Observer = recorder;
        TraceResult result = run.Run(new TraceRunOptions { WarmUp = warmUp, Instructions = instructions });
        return recorder.Rows.Count == 0 && result.Fault is not null ? throw result.Fault : (recorder.Rows, new InstructionText(null));
    }

    private (IReadOnlyList<PipelineRow> Rows, InstructionText Text) OfProgram(
        ParseResult parsed, string path, (CoreConfiguration Core, PluginRegistry Parts) core, long skip, int count, CancellationToken token)
    {
        ElfFile program = CoreProgram.Read(path);
        MachineOptions options = _machine.Read(parsed, []) with { Cancelled = () => token.IsCancellationRequested };
        using Machine machine = new(program, options);
        TimedMachine timed = new(machine, core.Core, core.Parts);
        PipelineRecorder recorder = new(skip, count) { Filled = machine.Pause };
        timed.Cores[0].Observer = recorder;
        RegionOfInterest region = new()
        {
            From = parsed.GetValue(_from) is { } from ? RegionPoint.Parse(program, _from.Name, from) : null,
            WarmUp = (ulong)(parsed.GetValue(_warmUp) ?? 0),
        };
        RegionResult result = new RegionRun(timed, region).Run();
        token.ThrowIfCancellationRequested();
        if (result.Rows.Count == 0)
        {
            throw new InputException(new InputError(path, 0, 0, $"the program never came to {parsed.GetValue(_from)}"));
        }

        return (recorder.Rows, new InstructionText(new Disassembler(options.Extensions, program.Symbols, number => machine.Harts[0].Csrs.At(number)?.Name)));
    }

    private static void Draw(TextWriter output, string format, IReadOnlyList<PipelineRow> rows, InstructionText text)
    {
        switch (format)
        {
            case "konata":
                new KonataLog(text).Write(output, rows);
                break;
            case "o3pipeview":
                new O3PipeView(text).Write(output, rows);
                break;
            default:
                new PipelineDiagram(text).Write(output, rows);
                new DelaySummary(text).Write(output, rows);
                break;
        }
    }

    private static void Write(string? path, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(Console.Out);
        }
        else
        {
            OutputFile.WriteText(path, write);
        }
    }

    private void RefuseWrong(ParseResult parsed)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _warmUp, 0), .. OptionRange.Faults(parsed, _skip, 0), .. OptionRange.Faults(parsed, _count, 1)];
        if (parsed.GetValue(_count) > MostCount)
        {
            faults.Add(new InputError("", 0, 0, string.Create(CultureInfo.InvariantCulture, $"--count: {parsed.GetValue(_count)} given; must be {MostCount} or fewer")));
        }

        if (parsed.GetValue(_format) is not ("text" or "konata" or "o3pipeview"))
        {
            faults.Add(new InputError("", 0, 0, $"--format: '{parsed.GetValue(_format)}' given; must be text, konata or o3pipeview"));
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }
}
