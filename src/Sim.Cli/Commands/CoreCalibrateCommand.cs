using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim core calibrate</c>: what hypervisor operations cost on a core, as a table that models read.</summary>
internal sealed class CoreCalibrateCommand
{
    private const string Csv = "csv";
    private const string Yaml = "yaml";
    private readonly CoreModelOptions _core = new();
    private readonly Option<string?> _out = new("--out") { Description = "Write the table there. Default: standard output.", HelpName = "FILE" };
    private readonly Option<string?> _format = new("--format") { Description = "csv or yaml. Default: as --out ends, else csv.", HelpName = "FORMAT" };
    private readonly Option<string?> _cache = new("--cache") { Description = "Keep results there for the next time. Default: $XDG_CACHE_HOME/sim.", HelpName = "DIR" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Measure anew, keep nothing." };
    private readonly Option<string[]> _sections = new("--section") { Description = "Only this hot section. May be repeated.", HelpName = "NAME" };
    private readonly Option<int?> _threads = new("--threads") { Description = "Programs that run side by side. Default: one for each processor.", HelpName = "N" };
    private readonly Option<bool> _ratios = new("--ratios") { Description = "Print how exits, walks and shadow paging compare with each other, beside published figures, in place of the table." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreCalibrateCommand calibrate = new();
        Command command = new("calibrate", "Run all hot sections on a core and write what they cost: the table that host models take prices from.");
        calibrate._core.AddTo(command);
        foreach (Option option in (Option[])[
            calibrate._out, calibrate._format, calibrate._cache, calibrate._noCache, calibrate._sections, calibrate._threads, calibrate._ratios, calibrate._quiet])
        {
            command.Add(option);
        }

        command.SetAction(parsed => Guard.Run(token => calibrate.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        string format = Format(parsed);
        InputError[] faults = [.. OptionRange.Faults(parsed, _threads, 1), .. OutputFile.Faults(parsed.GetValue(_out))];
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }

        (CoreConfiguration core, PluginRegistry parts) = _core.Read(parsed, CoreCatalogue.Default(PipelineKind.OutOfOrder));
        using ProgressLine line = new(parsed.GetValue(_quiet));
        CostTable table = Calibration.Run(core, parts, Options(parsed, core, line, token));
        line.Wipe();
        CoreLeftOut.Tell(core, parsed.GetValue(_sections) ?? []);
        string text = format == Yaml ? CostTableWriter.Yaml(table) : CostTableWriter.Csv(table);
        if (parsed.GetValue(_out) is { } path)
        {
            OutputFile.WriteText(path, writer => writer.Write(text));
        }
        else if (!parsed.GetValue(_ratios))
        {
            Console.Out.Write(text);
        }

        if (parsed.GetValue(_ratios))
        {
            CoreRatios.Print(table);
        }

        return ExitCode.Fine;
    }

    private CalibrationOptions Options(ParseResult parsed, CoreConfiguration core, ProgressLine line, CancellationToken token)
    {
        string[] sections = parsed.GetValue(_sections) ?? [];
        int total = FittingSections.Of(core, sections).Sections.Select(section => section.Program).Distinct().Count();
        int done = 0;
        return new CalibrationOptions
        {
            Sections = sections,
            CacheFolder = parsed.GetValue(_noCache) ? null : parsed.GetValue(_cache) ?? DefaultCache(),
            Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
            Cancelled = () => token.IsCancellationRequested,
            Done = _ =>
            {
                lock (line)
                {
                    line.Report(new RunProgress("calibrating", ++done, total, "programs"));
                }
            },
        };
    }

    private string Format(ParseResult parsed)
    {
        string? given = parsed.GetValue(_format);
        if (given is not (null or Csv or Yaml))
        {
            throw new InputException($"--format: '{given}' given; must be {Csv} or {Yaml}");
        }

        string ending = Path.GetExtension(parsed.GetValue(_out) ?? "");
        return given ?? (ending is ".yaml" or ".yml" ? Yaml : Csv);
    }

    // XDG Base Directory Specification 0.8: an empty or relative path counts as none.
    private static string DefaultCache()
    {
        string? folder = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(
            Path.IsPathRooted(folder) ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "sim", "hot-sections");
    }
}
