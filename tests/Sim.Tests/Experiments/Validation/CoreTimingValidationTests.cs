using System;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Experiments.Validation;
using Sim.Experiments.Validation.Core;

namespace Sim.Tests.Experiments.Validation;

/// <summary>Every study gives rows that can be judged; those that are met stay met.</summary>
public sealed class CoreTimingValidationTests
{
    private static readonly ValidationOptions Quick = new() { Quick = true };

    private static readonly Lazy<ValidationCase[]> Rows = new(() => [.. new CoreTimingValidation().Run(Quick)]);

    [Test]
    public void Every_row_has_numbers_and_every_miss_a_reason()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Rows.Value.Where(row => row.Verdict != Verdict.NotRun && !double.IsFinite(row.Found)).Select(row => row.Name), Is.Empty);
            Assert.That(Rows.Value.Where(row => row.Verdict != Verdict.Ok && row.Reason.Length == 0).Select(row => row.Name), Is.Empty);
            Assert.That(Rows.Value.Select(row => row.Name), Is.Unique);
            Assert.That(Rows.Value.Select(row => row.Source), Has.None.Empty);
        });
    }

    /// <summary>All of them are met: what changes a prediction beyond its tolerance fails here.</summary>
    [Test]
    public void What_was_met_is_met() =>
        Assert.That(Rows.Value.Where(row => row.Verdict != Verdict.NotRun).Select(row => (row.Name, row.Verdict)), Is.All.Matches<(string, Verdict Verdict)>(row => row.Verdict == Verdict.Ok));

    [Test]
    public void The_trace_of_the_championship_is_met_where_it_is_here()
    {
        ValidationCase[] rows = [.. TraceStudies.Judge(Repository.Shared("traces/instr/cbp2025_sample_int_trace.gz"))];
        Assert.That(rows, Has.Length.EqualTo(2));
        Assert.That(rows.Select(row => row.Verdict), Is.All.EqualTo(Verdict.Ok));
    }

    [Test]
    public void It_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        ValidationOptions options = new() { Quick = true, Cancellation = source.Token };
        Assert.That(() => new CoreTimingValidation().Run(options).ToArray(), Throws.InstanceOf<OperationCanceledException>());
    }
}
