using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Tests.Experiments;

/// <summary>A run of a scenario written in a test, on traces written beside it; its tables stay in memory.</summary>
internal sealed class TrialRun
{
    private readonly MemoryResultSink _sink = new();

    private TrialRun(LoadedScenario loaded, RunOptions options) => Outcome = Experiment.Run(loaded, options, _sink);

    public ExperimentOutcome Outcome { get; }

    /// <summary>Two cores of 1 GHz, 4 GiB, 100 W to 200 W in a straight line: easy sums.</summary>
    public const string Host = "{ cores: 2, speed: 1 GHz, memory: 4 GiB, power: { idle: 100 W, full: 200 W } }";

    /// <summary>The same with one core.</summary>
    public const string SmallHost = "{ cores: 1, speed: 1 GHz, memory: 4 GiB, power: { idle: 100 W, full: 200 W } }";

    /// <summary>Runs a scenario whose relative paths start in the temporary folder.</summary>
    public static TrialRun Of(string yaml, params string[] sets) => Of(yaml, null, sets);

    /// <summary>The same with options.</summary>
    public static TrialRun Of(string yaml, Func<RunOptions, RunOptions>? options, params string[] sets)
    {
        RunOptions plain = new() { Parts = Parts.Load(), Verify = true };
        return new TrialRun(ScenarioFile.Parse(yaml, Path.Combine(Folder, "trial.yaml"), sets), options?.Invoke(plain) ?? plain);
    }

    /// <summary>The faults of a run that is refused.</summary>
    public static string[] Faults(string yaml, params string[] sets) =>
        [.. Assert.Throws<InputException>(() => Of(yaml, sets))!.Errors.Select(fault => fault.ToString().Replace(Folder + "/", "", StringComparison.Ordinal))];

    /// <summary>The temporary folder of the tests; one for the whole process.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("sim-trials-").FullName;

    /// <summary>Writes a trace as a CSV file of <c>vm,time,cpu</c>, five minutes between samples, and returns its name.</summary>
    public static string Trace(string name, params (string Vm, double[] Percent)[] series) => TraceEvery(300, name, series);

    /// <summary>The same with another interval in seconds.</summary>
    public static string TraceEvery(int seconds, string name, params (string Vm, double[] Percent)[] series)
    {
        IEnumerable<string> rows = series.SelectMany(vm => vm.Percent.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{vm.Vm},{i * seconds},{value}")));
        return Text(name, "vm,time,cpu\n" + string.Join("\n", rows) + "\n");
    }

    /// <summary>The full path of a file in the folder, as <c>--set</c> needs it.</summary>
    public static string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file and returns its name.</summary>
    public static string Text(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    /// <summary>A metric of the whole run.</summary>
    public double this[string metric] => Outcome.Summary.First(m => m.Name == metric).Value;

    /// <summary>The ids of the remarks.</summary>
    public IEnumerable<string> Remarks => Outcome.Remarks.Select(remark => remark.Id);

    /// <summary>A table's rows as CSV text, numbers to nine digits as in result folders.</summary>
    public string[] Rows(TableSchema table) => [.. _sink[table.Name].Select(row => string.Join(",", row.Select(Cell)))];

    /// <summary>A column of numbers.</summary>
    public double[] Column(TableSchema table, string column) => [.. Cells(table, column).Select(cell => Convert.ToDouble(cell, CultureInfo.InvariantCulture))];

    /// <summary>A column of text.</summary>
    public string[] Texts(TableSchema table, string column) => [.. Cells(table, column).Cast<string>()];

    private IEnumerable<object> Cells(TableSchema table, string column)
    {
        int index = table.Columns.Select(c => c.Name).ToList().IndexOf(column);
        Assert.That(index, Is.Not.Negative, $"{table.Name} has no {column}");
        return _sink[table.Name].Select(row => row[index]);
    }

    private static string Cell(object cell) => cell switch
    {
        double.NaN => "",
        double real => real.ToString("G9", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{cell}"),
    };
}
