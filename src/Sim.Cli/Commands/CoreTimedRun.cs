using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.CoreEmulator.Timing.Traces;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;
using Sim.Statistics;

namespace Sim.Cli.Commands;

/// <summary>Runs a machine whose instructions are timed, and reports what they took.</summary>
internal sealed class CoreTimedRun
{
    // The platform's mtime, as QEMU's and SiFive's boards have it.
    private const double TicksPerSecond = 10e6;

    private readonly CoreModelOptions _model = new();
    private readonly CoreRegionOptions _region = new();
    private readonly Option<string?> _csv = new("--csv") { Description = "Write cycles, what they were spent on, and counts as CSV: a row for each pass and core.", HelpName = "FILE" };

    private readonly Option<long?> _interval = new("--interval") { Description = "Of a trace: a row for each N instructions, in the table and in --csv.", HelpName = "N" };
    private readonly Option<bool> _paged = new("--page-tables") { Description = "Of a trace: translate its addresses by page tables of 4 levels, made as pages are touched, so that TLBs and walks cost what they do. Default: addresses are physical." };

    /// <summary>Adds its options to a command.</summary>
    public void AddTo(Command command)
    {
        _model.AddTo(command);
        _region.AddTo(command);
        command.Add(_csv);
        command.Add(_interval);
        command.Add(_paged);
    }

    /// <summary>Whether the command line asks for timing.</summary>
    public bool IsAsked(ParseResult parsed) => _model.AreGiven(parsed);

    /// <summary>What is wrong with the options.</summary>
    public IEnumerable<InputError> Faults(ParseResult parsed)
    {
        IEnumerable<InputError> faults = _region.Faults(parsed, IsAsked(parsed)).Concat(OptionRange.Faults(parsed, _interval, 1)).Concat(OutputFile.Faults(parsed.GetValue(_csv)));
        IEnumerable<Option> alone = IsAsked(parsed) ? [] : Given(parsed, [_csv, _interval, _paged]);
        return faults.Concat(alone.Select(option => new InputError("", 0, 0, $"{option.Name} is about timing; give --core or --timing too")));
    }

    /// <summary>Options that make no sense where a program is run, not a trace.</summary>
    /// <exception cref="InputException">One is given.</exception>
    public void RefuseForProgram(ParseResult parsed)
    {
        if (Given(parsed, [_interval, _paged]).FirstOrDefault() is { } option)
        {
            throw new InputException($"{option.Name} is about traces; a program {(option == _paged ? "has page tables of its own, if any" : "is timed in parts by --from, --to and --passes")}");
        }
    }

    /// <summary>The core to time on; null where no timing is asked for.</summary>
    public (CoreConfiguration Core, PluginRegistry Parts)? Core(ParseResult parsed) => _model.Read(parsed);

    /// <summary>The machine's options on such a core: its clock, and its instruction set where none is given.</summary>
    public static MachineOptions On(CoreConfiguration core, MachineOptions options, bool hasIsa) => options with
    {
        CyclesPerTick = (ulong)Math.Max(1, Math.Round(core.Frequency.Megahertz * 1e6 / TicksPerSecond)),
        Extensions = hasIsa ? options.Extensions : CoreIsa.Of(core),
    };

    /// <summary>Runs a machine.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="core">Its cores.</param>
    /// <param name="parts">Their parts.</param>
    /// <param name="maxInstructions">Instructions after which it stops.</param>
    /// <param name="isJson">Whether nothing but JSON is to be printed.</param>
    /// <param name="timing">What was measured, for JSON.</param>
    public RunOutcome Run(ParseResult parsed, Machine machine, CoreConfiguration core, PluginRegistry parts, ulong maxInstructions, bool isJson, out object timing)
    {
        TimedMachine timed = new(machine, core, parts) { MaxCycles = _region.MaxCycles(parsed) };
        if (_region.Sample(parsed) is { } sampling)
        {
            SampledCpi sample = new SystematicSampler(timed, sampling).Run(maxInstructions);
            timing = Tell(sample, core, isJson);
            return Ended(timed, sample.Outcome);
        }

        RegionOfInterest region = _region.Region(parsed, machine.Program, maxInstructions);
        RegionResult result = new RegionRun(timed, region).Run();
        RunOutcome outcome = Finish(timed, region, result);
        CoreTimingReport report = new(core, [.. result.Rows.Select(row => row.Cores)]);
        if (!isJson)
        {
            report.Print(Console.Error);
        }

        Write(parsed, report);
        timing = report.Facts();
        return outcome;
    }

    /// <summary>Runs a trace in place of a machine.</summary>
    /// <exception cref="InputException">The trace is none, or breaks off; what came before is reported first.</exception>
    public int RunTrace(ParseResult parsed, string path, CoreConfiguration core, PluginRegistry parts, long maxInstructions, bool isJson, CancellationToken token)
    {
        TraceRunOptions options = new()
        {
            WarmUp = _region.WarmUp(parsed),
            Instructions = maxInstructions,
            MaxCycles = _region.MaxCycles(parsed),
            Interval = parsed.GetValue(_interval) ?? 0,
        };
        using InstructionTraceFile file = InstructionTraceFile.Open(path);
        SyntheticPageTables? tables = parsed.GetValue(_paged) ? SyntheticPageTables.OfOneProgram() : null;
        TraceResult result = new TraceRun(core, parts, file.Source, tables) { Cancelled = () => token.IsCancellationRequested }.Run(options);
        token.ThrowIfCancellationRequested();
        CoreTimingReport report = new(core, result.Intervals.Count > 0 ? [.. result.Intervals.Select(row => new[] { row })] : [[result.Measures]]);
        if (isJson)
        {
            CoreStatistics.PrintJson(Console.Error, new { Trace = path, Format = EnumNames.Of(file.Format), result.WarmedUp, result.IsComplete, Timing = report.Facts() });
        }
        else
        {
            report.Print(Console.Error);
        }

        Write(parsed, report);
        return result.Fault is null ? ExitCode.Fine : throw result.Fault;
    }

    private static IEnumerable<Option> Given(ParseResult parsed, IEnumerable<Option> options) => options.Where(option => parsed.GetResult(option) is { Implicit: false });

    private void Write(ParseResult parsed, CoreTimingReport report)
    {
        if (parsed.GetValue(_csv) is { } path)
        {
            OutputFile.WriteText(path, report.WriteCsv);
        }
    }

    // Behind the region the program need not be run to its end: its result is what was asked for.
    private static RunOutcome Finish(TimedMachine timed, RegionOfInterest region, RegionResult result)
    {
        timed.Machine.Flush();
        if (result.Rows.Count == 0)
        {
            RunOutcome? early = result.Outcome;
            string how = early is null ? Limit(timed).Message : early.Message.Length > 0 ? early.Message : "it ended before";
            throw new InputException(new InputError(timed.Machine.Program.Name, 0, 0, $"the program never came to where --from says; {how}"));
        }

        bool isWhole = region.From is null && region.To is null;
        return result.Outcome is null && !isWhole && result.Rows[^1].End == RegionEnd.Reached ? new RunOutcome(RunEnd.Passed, 0, "") : Ended(timed, result.Outcome);
    }

    private static RunOutcome Ended(TimedMachine timed, RunOutcome? outcome)
    {
        timed.Machine.Flush();
        if (!timed.IsOutOfCycles)
        {
            return outcome ?? Limit(timed);
        }

        long cycles = timed.Cores.Max(core => core.Measure().Cycles);
        return new RunOutcome(RunEnd.Limit, 0, string.Create(CultureInfo.InvariantCulture, $"stopped after {cycles} cycles at {InstructionPlace.Of(timed.Machine)} (--max-cycles)"));
    }

    private static RunOutcome Limit(TimedMachine timed) => new(
        RunEnd.Limit, 0, string.Create(CultureInfo.InvariantCulture, $"stopped after {timed.Machine.Steps} instructions at {InstructionPlace.Of(timed.Machine)}"));

    private static object Tell(SampledCpi sample, CoreConfiguration core, bool isJson)
    {
        bool hasInterval = sample.Units.Count > 1;
        Interval interval = hasInterval ? Interval.OfMean(sample.Units.ToArray()) : default;
        double critical = hasInterval ? interval.HalfWidth * Math.Sqrt(sample.Units.Count) / Math.Sqrt(sample.Variance) : double.NaN;
        long needed = hasInterval && sample.Variance > 0 ? sample.UnitsFor(0.03, critical) : 0;
        if (!isJson)
        {
            string half = hasInterval ? string.Create(CultureInfo.InvariantCulture, $" ± {interval.HalfWidth:0.0000} (95 %)") : "";
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"core {core.Name}: CPI {sample.Mean:0.0000}{half} of {sample.Units.Count} units in {sample.Instructions} instructions"));
            if (hasInterval)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"for ± 3 %: {needed} units"));
            }
        }

        return new
        {
            Core = core.Name,
            Units = sample.Units.Count,
            Cpi = double.IsFinite(sample.Mean) ? sample.Mean : (double?)null,
            Low = hasInterval ? interval.Low : (double?)null,
            High = hasInterval ? interval.High : (double?)null,
            sample.Instructions,
            UnitsForThreePerCent = needed,
        };
    }
}
