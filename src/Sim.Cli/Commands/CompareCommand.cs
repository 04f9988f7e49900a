using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Experiments.Comparing;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Results;
using Sim.Reports;
using Sim.Reports.Results;

namespace Sim.Cli.Commands;

/// <summary><c>sim compare</c>: runs variants of a scenario on the same seeds and says which differ.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> _scenario = new("SCENARIO") { Description = "Scenario file (YAML)." };
    private readonly Option<string[]> _varies = new("--vary") { Description = "A key and its values: placement.policy=first-fit,worst-fit. May be repeated; every combination is a variant, the first the baseline.", HelpName = "path=a,b", Required = true };
    private readonly Option<int?> _replications = new("--replications") { Description = "Runs of each variant; with --precision at most. Replication r has the seed plus r - 1, in every variant. Default: 10.", HelpName = "N" };
    private readonly Option<string?> _precision = new("--precision") { Description = "Stop after 3 or more replications, once the mean of every metric in every variant is known to this share of it.", HelpName = "2%" };
    private readonly Option<string[]> _metrics = new("--metric") { Description = "Compare this metric only. May be repeated. Default: all of the summary.", HelpName = "NAME" };
    private readonly Option<double?> _confidence = new("--confidence") { Description = "Confidence of intervals and groups. Default: 0.95.", HelpName = "C" };
    private readonly Option<string?> _out = new("--out") { Description = "Result folder. Default: reports/<name>-compare.", HelpName = "DIR" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Seed of the first replication, in place of the scenario's.", HelpName = "N" };
    private readonly Option<string[]> _sets = new("--set") { Description = "Override a key in every variant. May be repeated.", HelpName = "path=value" };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads, a run each; results do not depend on it. Default: all cores.", HelpName = "N" };
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Skip faulty trace rows and count them." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Check conservation in every step." };
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with parts of your own. May be repeated.", HelpName = "DLL" };
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write the tables but no report.html." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but faults." };
    private readonly Option<bool> _json = new("--json") { Description = "Print results as JSON." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CompareCommand compare = new();
        Command command = new("compare", "Run variants of a scenario on the same seeds; say which differ, by how much, and how sure that is.")
        {
            compare._scenario, compare._varies, compare._replications, compare._precision, compare._metrics, compare._confidence, compare._out,
            compare._seed, compare._sets, compare._threads, compare._lenient, compare._verify, compare._plugins, compare._noReport, compare._quiet, compare._json,
        };
        command.SetAction(parsed => Guard.Run(token => compare.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        double? precision = RefuseNumbers(parsed);
        PluginRegistry parts = Parts.Load(parsed.GetValue(_plugins));
        string path = parsed.GetValue(_scenario)!;
        IReadOnlyList<LoadedVariant> variants = VariantLoader.Load(parsed.GetValue(_varies)!, sets =>
            new ScenarioReader([.. parsed.GetValue(_sets) ?? [], .. sets], parsed.GetValue(_lenient), parts).Read([path], null)[0].Loaded);
        string name = variants[0].Scenario.Scenario.Name + "-compare";
        bool silent = parsed.GetValue(_quiet) || parsed.GetValue(_json);
        using ResultFolder folder = ResultFolder.Create(parsed.GetValue(_out) ?? Path.Combine("reports", name));
        using ProgressLine progress = new(silent);
        RunBooks books = new(path, variants[0].Scenario, parsed.GetValue(_seed));
        Comparison comparison = books.Clock.Measure("compare", () => ComparisonExperiment.Run(variants, Options(parsed, precision, parts, progress, token)));
        progress.Report(new RunProgress("report", 0, 0));
        ComparisonTables.Write(comparison, folder);
        bool report = !parsed.GetValue(_noReport);
        RunManifest manifest = books.Manifest(Outcome(comparison)) with { Name = name };
        token.ThrowIfCancellationRequested();
        folder.Commit(manifest, report ? working => ReportBuilder.Build(working) : null);
        progress.Dispose();
        Print(parsed, comparison, name, folder.Path, report);
        return ExitCode.Fine;
    }

    private void Print(ParseResult parsed, Comparison comparison, string name, string folder, bool report)
    {
        if (parsed.GetValue(_json))
        {
            Console.Out.WriteLine(ComparisonJson.Of(comparison, name, folder));
        }
        else if (!parsed.GetValue(_quiet))
        {
            ComparisonPrinter.Print(Console.Out, comparison);
            Console.Out.WriteLine("results: " + (report ? Path.Combine(folder, ReportBuilder.FileName) : folder));
        }
    }

    private ComparisonOptions Options(ParseResult parsed, double? precision, PluginRegistry parts, ProgressLine progress, CancellationToken token) => new()
    {
        Parts = parts,
        Seed = parsed.GetValue(_seed),
        Replications = parsed.GetValue(_replications) ?? 10,
        Precision = precision,
        Metrics = parsed.GetValue(_metrics) ?? [],
        Confidence = parsed.GetValue(_confidence) ?? 0.95,
        Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
        Verify = parsed.GetValue(_verify),
        Progress = progress.Report,
        Cancellation = token,
    };

    private double? RefuseNumbers(ParseResult parsed)
    {
        List<InputError> faults =
        [
            .. OptionRange.Faults(parsed, _replications, 1), .. OptionRange.Faults(parsed, _threads, 1), .. OptionRange.Faults(parsed, _seed, 0),
        ];
        if (parsed.GetValue(_confidence) is { } confidence and not (> 0 and < 1))
        {
            faults.Add(new InputError("", 0, 0, string.Create(CultureInfo.InvariantCulture, $"--confidence: {confidence} given; must be more than 0 and less than 1, such as 0.95")));
        }

        double? precision = null;
        if (parsed.GetValue(_precision) is { } written && (precision = Share(written)) is null)
        {
            faults.Add(new InputError("", 0, 0, $"--precision: '{written}' given; must be more than 0 %, such as 2%"));
        }

        return faults.Count == 0 ? precision : throw new InputException(faults);
    }

    private static double? Share(string written) =>
        written.TrimEnd().EndsWith('%')
        && double.TryParse(written.TrimEnd()[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double percent)
        && percent > 0
            ? percent / 100
            : null;

    // What the manifest wants to know of a run, of all of them together.
    private static ExperimentOutcome Outcome(Comparison comparison) => new()
    {
        Summary = [],
        Slos = [],
        Remarks = comparison.Remarks,
        Inputs = comparison.Inputs,
        Costs = comparison.Costs,
        Tables = [],
        Phases = [],
        VmSamples = comparison.VmSamples,
        Events = comparison.Events,
    };
}
