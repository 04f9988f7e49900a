using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Results;

namespace Sim.Experiments.Validation;

/// <summary>The table that <c>sim validate</c> prints: its columns, and how a case fills them.</summary>
public static class ValidationTable
{
    /// <summary>The columns; scripts may rely on the names and order of the first seven.</summary>
    public static TableSchema Schema { get; } = new("validation", "One case in which the right answer is known.",
    [
        new("case", ColumnType.Text, "", "What is compared, with its parameters and unit."),
        new("expected", ColumnType.Real, "", "The value from outside Sim."),
        new("found", ColumnType.Real, "", "Sim's value."),
        new("error_pct", ColumnType.Real, "%", "Found less expected, in percent of the expected value."),
        new("tolerance_pct", ColumnType.Real, "%", "How far Sim may be off, in percent of the expected value."),
        new("verdict", ColumnType.Text, "", "ok, miss or not-run."),
        new("source", ColumnType.Text, "", "Where the expected value comes from."),
        new("half_width_pct", ColumnType.Real, "%", "How far the confidence interval of a simulated value reaches to either side, in percent of the expected value."),
        new("reason", ColumnType.Text, "", "Why it is a miss or was not run."),
    ]);

    /// <summary>The word for a verdict.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Miss => "miss",
        _ => "not-run",
    };

    /// <summary>A case as a row of <see cref="Schema"/>: a string or a double a cell.</summary>
    public static object[] Cells(ValidationCase found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return
        [
            found.Name, found.Expected, found.Found, found.ErrorPct, found.TolerancePct, Word(found.Verdict), found.Source, found.HalfWidthPct, found.Reason,
        ];
    }

    /// <summary>How many cases have each verdict.</summary>
    public static IEnumerable<(string Word, int Count)> Count(IReadOnlyList<ValidationCase> cases) =>
        Enum.GetValues<Verdict>().Select(verdict => (Word(verdict), cases.Count(found => found.Verdict == verdict)));
}
