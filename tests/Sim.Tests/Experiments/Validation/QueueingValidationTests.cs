using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Experiments.Validation;
using Sim.Experiments.Validation.Queueing;

namespace Sim.Tests.Experiments.Validation;

/// <summary>The rule of its verdicts, and that chance does no more and no less than it says. Whether each closed form is met, Sim.Validation tests.</summary>
public sealed class QueueingValidationTests
{
    private static QueueStudy Small => SingleQueueStudies.MM1(0.5, 40_000);

    [Test]
    public void Threads_change_nothing_and_the_seed_does()
    {
        ValidationCase[] one = Run(Small, new ValidationOptions { Seed = 7 });
        Assert.That(Run(Small, new ValidationOptions { Seed = 7, Threads = 3 }), Is.EqualTo(one));
        Assert.That(Run(Small, new ValidationOptions { Seed = 8 })[0].Found, Is.Not.EqualTo(one[0].Found));
    }

    [Test]
    public void A_closed_form_beside_the_interval_is_a_miss()
    {
        ValidationCase found = Run(Claiming(2.5, 4_000_000), new ValidationOptions { Threads = 2 })[0];
        Assert.That((found.Verdict, found.Reason), Is.EqualTo((Verdict.Miss, "the closed form lies outside the 99 % interval")));
        Assert.That(found.ErrorPct, Is.EqualTo(-20).Within(1));
        Assert.That(found.HalfWidthPct, Is.LessThan(1));
    }

    [Test]
    public void An_interval_too_wide_is_a_miss_with_its_own_reason()
    {
        ValidationCase found = Run(Small, new ValidationOptions())[0];
        Assert.That((found.Verdict, found.Reason, found.TolerancePct), Is.EqualTo((Verdict.Miss, "the 99 % interval is too wide to judge", 1)));
    }

    [Test]
    public void The_short_form_is_shorter_and_says_so()
    {
        QueueStudy study = SingleQueueStudies.MM1(0.5, 4_000_000);
        ValidationCase found = Run(study, new ValidationOptions { Quick = true })[0];
        Assert.That((found.Verdict, found.TolerancePct), Is.EqualTo((Verdict.Ok, 5)));
    }

    [TestCase(1.9, Verdict.Miss)]
    [TestCase(2.1, Verdict.Ok)]
    [TestCase(20, Verdict.Ok)]
    public void A_bound_may_be_far_above_but_not_below(double bound, Verdict expected)
    {
        QueueStudy study = Claiming(bound, 4_000_000);
        study = study with { Measures = [study.Measures[0] with { IsBound = true }] };
        Assert.That(Run(study, new ValidationOptions { Threads = 2 })[0].Verdict, Is.EqualTo(expected));
    }

    // 99 of 100 intervals hold the truth. The number that do not is binomial: 5 or more have a chance of 0.3 %, with the seeds fixed here.
    [Test]
    public void One_row_in_a_hundred_misses_by_chance()
    {
        ValidationCase[] rows = [.. Enumerable.Range(1, 200).SelectMany(seed => Run(Small, new ValidationOptions { Seed = seed, Threads = 2 }))];
        int outside = rows.Count(row => Math.Abs(row.ErrorPct) > row.HalfWidthPct);
        TestContext.Out.WriteLine($"{outside} of {rows.Length} intervals miss the closed form");
        Assert.That(outside, Is.InRange(0, 7));
        Assert.That(rows.Average(row => row.ErrorPct), Is.EqualTo(0).Within(0.3), "no bias");
    }

    [Test]
    public void Every_study_has_random_numbers_and_a_name_of_its_own()
    {
        IReadOnlyList<QueueStudy> studies = QueueStudies.All;
        Assert.That(studies.Select(study => study.Stream), Is.Unique);
        Assert.That(studies.SelectMany(study => study.Measures.Select(measure => study.Name + measure.Name)), Is.Unique);
        Assert.That(studies.SelectMany(study => study.Measures).Select(measure => measure.Source), Has.None.Empty);
    }

    [Test]
    public void It_can_be_stopped()
    {
        using CancellationTokenSource source = new();
        List<string> phases = [];
        ValidationOptions options = new()
        {
            Quick = true,
            Cancellation = source.Token,
            Progress = progress =>
            {
                phases.Add(progress.Phase);
                source.Cancel();
            },
        };
        Assert.That(() => new QueueingValidation().Run(options).ToArray(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(phases, Has.Count.EqualTo(1).And.All.StartsWith("queueing 1 of "));
    }

    [Test]
    public void Notes_say_what_chance_does()
    {
        ValidationCase[] ten = [.. Enumerable.Repeat(Run(Small, new ValidationOptions())[0], 10)];
        Assert.That(new QueueingValidation().Notes(ten), Has.Some.Contains("of 10 rows at least one with a chance of 10 %"));
    }

    private static ValidationCase[] Run(QueueStudy study, ValidationOptions options) => [.. QueueingValidation.Cases(study, options)];

    // M/M/1 at half load, where the time in the system is 2 s, whatever is claimed of it.
    private static QueueStudy Claiming(double expected, long customers)
    {
        QueueStudy study = SingleQueueStudies.MM1(0.5, customers);
        return study with { Measures = [study.Measures[0] with { Expected = expected }] };
    }
}
