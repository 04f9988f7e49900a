using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Validation;
using Sim.Experiments.Validation.Queueing;

namespace Sim.Validation;

/// <summary>
/// The short form of <c>sim validate queueing</c>. With some 27 rows, one is outside of its 99 % interval by chance in about
/// every fourth run, so twice that interval decides here: a right row leaves it once in 60,000 times.
/// </summary>
[TestFixture]
internal sealed class QueueingTests
{
    [Test]
    public void SimulatedQueuesAreAsTheClosedFormsSay()
    {
        QueueingValidation validation = new();
        ValidationCase[] rows = [.. validation.Run(new ValidationOptions { Quick = true, Threads = Environment.ProcessorCount })];
        foreach (ValidationCase row in rows)
        {
            TestContext.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name},{row.Expected:G6},{row.Found:G6},{row.ErrorPct:G3},{row.TolerancePct},{ValidationTable.Word(row.Verdict)},{row.Source},{row.HalfWidthPct:G3}"));
        }

        Assert.That(rows.Where(row => !row.Name.Contains("at most")).Where(row => Math.Abs(row.ErrorPct) > 2 * row.HalfWidthPct), Is.Empty);
        Assert.That(rows.Count(row => row.Verdict == Verdict.Miss), Is.LessThan(4));
        Assert.That(rows.Where(row => !(row.HalfWidthPct < row.TolerancePct)).Select(row => row.Name), Is.Empty, "too short to judge");
    }
}
