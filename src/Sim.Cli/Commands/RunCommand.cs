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
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary><c>sim run</c>: runs scenarios and leaves a result folder for each.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string[]> _scenarios = new("SCENARIO") { Description = "Scenario files (YAML).", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _from = new("--from") { Description = "Repeat the run that left this run.json.", HelpName = "run.json" };
    private readonly Option<string?> _out = new("--out") { Description = "Result folder, or the folder around several. Default: reports/<name>.", HelpName = "DIR" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Seed in place of the scenario's.", HelpName = "N" };
    private readonly Option<string[]> _sets = new("--set") { Description = "Override a key: hosts.0.count=30. May be repeated.", HelpName = "path=value" };
    private readonly Option<string?> _resolution = new("--resolution") { Description = "interval or event, in place of the scenario's.", HelpName = "R" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads; results do not depend on it. Default: all cores.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
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
            run._scenarios, run._from, run._out, run._seed, run._sets, run._resolution, run._threads, run._verify, run._plugins,
            run._noReport, run._stats, run._quiet, run._json,
        };
        command.SetAction(parsed => Guard.Run(token => run.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        int threads = parsed.GetValue(_threads);
        if (threads < 1)
        {
            throw new InputException($"--threads: {Numbers.Text(threads)} given; must be 1 or more");
        }

        PluginRegistry parts = Parts.Load(parsed.GetValue(_plugins));
        List<(string Path, LoadedScenario Loaded)> scenarios = Load(parsed);
        RefuseSameFolders(parsed, scenarios);
        bool met = true;
        foreach ((string path, LoadedScenario loaded) in scenarios)
        {
            met &= One(parsed, path, loaded, parts, threads, token);
        }

        return met ? ExitCode.Fine : ExitCode.NotMet;
    }

    // All scenarios are read before the first is run, so that a fault in the last is not found an hour later.
    private List<(string Path, LoadedScenario Loaded)> Load(ParseResult parsed)
    {
        List<string> sets = [.. parsed.GetValue(_sets) ?? []];
        if (parsed.GetValue(_resolution) is { } resolution)
        {
            sets.Add("resolution=" + resolution);
        }

        List<(string Path, LoadedScenario Loaded)> loaded = [];
        List<InputError> faults = [];
        foreach (string path in parsed.GetValue(_scenarios) ?? [])
        {
            Collect(faults, () => loaded.Add((path, ScenarioFile.Load(path, sets))));
        }

        if (parsed.GetValue(_from) is { } manifest)
        {
            Collect(faults, () => loaded.Add(Repeat.Load(manifest, sets)));
        }

        if (faults.Count == 0 && loaded.Count == 0)
        {
            throw new InputException("run: no scenario given; write 'sim run scenarios/quickstart.yaml', or make one with 'sim init'");
        }

        return faults.Count == 0 ? loaded : throw new InputException(faults);
    }

    private static void Collect(List<InputError> faults, Action work)
    {
        try
        {
            work();
        }
        catch (InputException fault)
        {
            faults.AddRange(fault.Errors);
        }
    }

    private string FolderOf(ParseResult parsed, LoadedScenario loaded, int scenarios) => parsed.GetValue(_out) switch
    {
        null => Path.Combine("reports", loaded.Scenario.Name),
        { } folder when scenarios > 1 => Path.Combine(folder, loaded.Scenario.Name),
        { } folder => folder,
    };

    private void RefuseSameFolders(ParseResult parsed, List<(string Path, LoadedScenario Loaded)> scenarios)
    {
        InputError[] faults =
        [
            .. scenarios.GroupBy(s => FolderOf(parsed, s.Loaded, scenarios.Count), StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => new InputError("", 0, 0, $"{string.Join(" and ", group.Select(s => s.Path))} would both write {group.Key}; give them different names")),
        ];
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }
    }

    private bool One(ParseResult parsed, string path, LoadedScenario loaded, PluginRegistry parts, int threads, CancellationToken token)
    {
        bool quiet = parsed.GetValue(_quiet);
        bool json = parsed.GetValue(_json);
        ResultFolder folder = ResultFolder.Create(FolderOf(parsed, loaded, (parsed.GetValue(_scenarios) ?? []).Length));
        using (folder)
        {
            using ProgressLine progress = new(quiet || json);
            RunOptions options = new()
            {
                Parts = parts,
                Seed = parsed.GetValue(_seed),
                Threads = threads,
                Verify = parsed.GetValue(_verify),
                Progress = progress.Report,
                Cancellation = token,
            };
            RunBooks books = new(path, loaded, parsed.GetValue(_seed));
            ExperimentOutcome outcome = IntervalExperiment.Run(loaded, options, folder);
            progress.Report(new RunProgress("report", 0, 0));
            bool report = !parsed.GetValue(_noReport);
            RunManifest manifest = books.Manifest(outcome);
            books.Clock.Measure("report", () => folder.Commit(manifest, report ? working => ReportBuilder.Build(working) : null));
            manifest = books.Manifest(outcome);
            progress.Dispose();
            if (!quiet)
            {
                RunPrinter.Print(Console.Out, outcome, manifest, folder.Path, report, parsed.GetValue(_stats), json);
            }

            return outcome.Slos.All(slo => slo.Met);
        }
    }
}
