using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim core record</c>: writes what a program executes as a trace that ChampSim or a CBP kit reads.</summary>
internal sealed class CoreRecordCommand
{
    private const long UsualCount = 1_000_000;
    private const string ChampSim = "champsim";
    private const string Cbp = "cbp";

    private readonly Argument<string> _elf = new("ELF") { Description = "A program for RV64. For a CBP trace one without compressed instructions." };
    private readonly CoreMachineOptions _machine = new();
    private readonly Option<string> _format = new("--format") { Description = "champsim or cbp (CBP 2025).", HelpName = "KIND", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "File to write; a name that ends in .gz is packed.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _from = new("--from") { Description = "Record from here on: a symbol, a hexadecimal address, or marker:N (slti x0, x0, N).", HelpName = "POINT" };
    private readonly Option<long?> _instructions = new("--instructions") { Description = "Instructions to record, at most. Default: 1000000.", HelpName = "N" };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreRecordCommand record = new();
        Command command = new("record", "Record what a program executes as a trace of instructions, for sim core run, ChampSim, or a CBP kit.") { record._elf };
        foreach (Option option in (Option[])[record._format, record._out, record._from, record._instructions])
        {
            command.Add(option);
        }

        record._machine.AddTo(command);
        command.SetAction(parsed => Guard.Run(token => record.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        TraceFormat format = Format(parsed);
        ElfFile program = CoreProgram.Read(parsed.GetValue(_elf));
        string path = parsed.GetValue(_out)!;
        long recorded = 0;
        OutputFile.Write(path, file =>
        {
            using GZipStream? packed = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true) : null;
            recorded = Record(parsed, program, InstructionTraceWriter.Open(packed ?? file, format), token);
        });
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {path}: {recorded} instructions"));
        return ExitCode.Fine;
    }

    private long Record(ParseResult parsed, ElfFile program, InstructionTraceWriter writer, CancellationToken token)
    {
        using Machine machine = new(program, _machine.Read(parsed, []) with { Cancelled = () => token.IsCancellationRequested });

        // What the core is like does not show in what it executes, but for programs that read clocks.
        PluginRegistry parts = Parts.Load();
        TimedMachine timed = new(machine, CoreCatalogue.Get(CoreCatalogue.Default(PipelineKind.InOrder), parts), parts);
        TraceRecorder recorder = new(machine.Harts[0], writer, parsed.GetValue(_instructions) ?? UsualCount) { Filled = machine.Pause };
        timed.Cores[0].Observer = recorder;
        RegionOfInterest region = new() { From = parsed.GetValue(_from) is { } from ? RegionPoint.Parse(program, _from.Name, from) : null };
        new RegionRun(timed, region).Run();
        token.ThrowIfCancellationRequested();
        return recorder.Instructions > 0
            ? recorder.Instructions
            : throw new InputException(new InputError(program.Name, 0, 0, $"the program never came to {parsed.GetValue(_from)}"));
    }

    private TraceFormat Format(ParseResult parsed)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _instructions, 1)];
        string? format = parsed.GetValue(_format);
        if (format is not (ChampSim or Cbp))
        {
            faults.Add(new InputError("", 0, 0, $"--format: '{format}' given; must be {ChampSim} or {Cbp}"));
        }

        return faults.Count > 0 ? throw new InputException(faults) : format == Cbp ? TraceFormat.Cbp : TraceFormat.ChampSim;
    }
}
