using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Results;
using Sim.Reports;
using Sim.Reports.Results;
using Sim.Reports.Timeline;
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary><c>sim run</c>: runs scenarios and leaves a result folder for each.</summary>
internal sealed class RunCommand
{
    private static readonly string[] Resolutions = ["interval", "event"];

    private readonly Argument<string[]> _scenarios = new("SCENARIO") { Description = "Scenario files (YAML).", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _from = new("--from") { Description = "Repeat the run that left this run.json.", HelpName = "run.json" };
    private readonly Option<string?> _out = new("--out") { Description = "Result folder, or the folder around several. Default: reports/<name>.", HelpName = "DIR" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Seed in place of the scenario's.", HelpName = "N" };
    private readonly Option<string[]> _sets = new("--set") { Description = "Override a key: hosts.0.count=30. May be repeated.", HelpName = "path=value" };
    private readonly Option<string?> _resolution = new("--resolution") { Description = "interval or event, in place of the scenario's.", HelpName = "R" };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads; results do not depend on it. Default: all cores.", HelpName = "N" };
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Skip faulty trace rows and count them." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Check conservation in every step." };
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with parts of your own. May be repeated.", HelpName = "DLL" };
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write the tables but no report.html." };
    private readonly Option<bool> _stats = new("--stats") { Description = "Print what the run cost." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but faults." };
    private readonly Option<bool> _json = new("--json") { Description = "Print results as JSON." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        RunCommand run = new();
        Command command = new("run", "Run scenarios; a result folder with CSVs and a report for each.")
        {
            run._scenarios, run._from, run._out, run._seed, run._sets, run._resolution, run._threads, run._lenient, run._verify, run._plugins,
            run._noReport, run._stats, run._quiet, run._json,
        };
        command.SetAction(parsed => Guard.Run(token => run.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        RefuseNumbers(parsed);
        PluginRegistry parts = Parts.Load(parsed.GetValue(_plugins));
        ScenarioReader reader = new(Sets(parsed), parsed.GetValue(_lenient), parts);
        IReadOnlyList<(string Path, LoadedScenario Loaded)> scenarios = reader.Read(parsed.GetValue(_scenarios) ?? [], parsed.GetValue(_from));
        string[] folders = [.. scenarios.Select(scenario => FolderOf(parsed, scenario.Loaded, scenarios.Count))];
        RefuseSameFolders(scenarios, folders);
        bool met = true;
        List<string> documents = [];
        for (int i = 0; i < scenarios.Count; i++)
        {
            met &= One(parsed, scenarios[i].Path, scenarios[i].Loaded, folders[i], parts, documents, token);
        }

        RunPrinter.PrintJson(Console.Out, documents);
        return met ? ExitCode.Fine : ExitCode.NotMet;
    }

    private void RefuseNumbers(ParseResult parsed)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _threads, 1), .. OptionRange.Faults(parsed, _seed, 0)];
        if (parsed.GetValue(_resolution) is { } resolution && Resolutions.All(known => known != resolution))
        {
            faults.Add(new InputError("", 0, 0, $"--resolution: '{resolution}' given; must be one of {string.Join(", ", Resolutions)}"));
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }

    private List<string> Sets(ParseResult parsed)
    {
        List<string> sets = [.. parsed.GetValue(_sets) ?? []];
        if (parsed.GetValue(_resolution) is { } resolution)
        {
            sets.Add("resolution=" + resolution);
        }

        return sets;
    }

    private string FolderOf(ParseResult parsed, LoadedScenario loaded, int scenarios) => parsed.GetValue(_out) switch
    {
        null => Path.Combine("reports", loaded.Scenario.Name),
        { } folder when scenarios > 1 => Path.Combine(folder, loaded.Scenario.Name),
        { } folder => folder,
    };

    private static void RefuseSameFolders(IReadOnlyList<(string Path, LoadedScenario Loaded)> scenarios, string[] folders)
    {
        InputError[] faults =
        [
            .. scenarios.Zip(folders).GroupBy(s => s.Second, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => new InputError("", 0, 0, $"{string.Join(" and ", group.Select(s => s.First.Path))} would both write {group.Key}; give them different names")),
        ];
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }
    }

    private bool One(
        ParseResult parsed, string path, LoadedScenario loaded, string target, PluginRegistry parts, List<string> documents, CancellationToken token)
    {
        bool quiet = parsed.GetValue(_quiet);
        bool json = parsed.GetValue(_json);
        using ResultFolder folder = ResultFolder.Create(target);
        using ProgressLine progress = new(quiet || json);
        RunOptions options = new()
        {
            Parts = parts,
            Seed = parsed.GetValue(_seed),
            Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
            Verify = parsed.GetValue(_verify),
            TraceFile = host => TimelineWriter.ToFile(Path.Combine(folder.WorkingPath, TimelineWriter.FileName), host),
            Progress = progress.Report,
            Cancellation = token,
        };
        RunBooks books = new(path, loaded, parsed.GetValue(_seed));
        ExperimentOutcome outcome = Experiment.Run(loaded, options, folder);
        progress.Report(new RunProgress("report", 0, 0));
        bool report = !parsed.GetValue(_noReport);
        RunManifest manifest = books.Manifest(outcome);
        token.ThrowIfCancellationRequested();
        books.Clock.Measure("report", () => folder.Commit(manifest, report ? working => ReportBuilder.Build(working) : null));
        manifest = manifest with { Statistics = books.Statistics(outcome) };
        progress.Dispose();
        if (json)
        {
            documents.Add(RunPrinter.Json(outcome, manifest, folder.Path));
        }
        else if (!quiet)
        {
            RunPrinter.Print(Console.Out, outcome, manifest, folder.Path, report, parsed.GetValue(_stats));
        }

        return outcome.Slos.All(slo => slo.Met);
    }
}
