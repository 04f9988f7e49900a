using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Plugins;
using Sim.Statistics;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>The kernel against queueing theory: <c>sim validate queueing</c>.</summary>
/// <remarks>
/// Each system is simulated in independent replications of a length fixed beforehand, and the mean over them has Student's
/// 99 % interval. The length is what the interval needs to be about two thirds of the tolerance wide, by the closed form of
/// the variance where there is one, else by a trial with another seed.
/// </remarks>
[Plugin("queueing", "The event kernel and its resources against closed forms of queueing theory.", Source = "the closed forms of Sim.Statistics.Queues, each with its paper")]
public sealed class QueueingValidation : IValidation
{
    private const double Confidence = 0.99;
    private const double QuickTolerancePct = 5;
    private const int FullReplications = 40;
    private const int QuickReplications = 20;

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return QueueStudies.All.SelectMany((study, i) =>
        {
            string phase = string.Create(CultureInfo.InvariantCulture, $"queueing {i + 1} of {QueueStudies.All.Count}: {study.Name}");
            options.Progress?.Invoke(new RunProgress(phase, 0, 0));
            return Cases(study, options);
        });
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        double chance = (1 - Math.Pow(Confidence, cases.Count)) * 100;
        return
        [
            "ok: the closed form lies within the simulation's 99 % interval (a bound: not below it), and the half-width is below the tolerance",
            string.Create(
                CultureInfo.InvariantCulture,
                $"by chance alone 1 row in 100 misses: of {cases.Count} rows at least one with a chance of {chance:F0} %, were they independent"),
        ];
    }

    /// <summary>A study's measures judged.</summary>
    internal static IEnumerable<ValidationCase> Cases(QueueStudy study, ValidationOptions options)
    {
        (int replications, long customers) = Length(study, options.Quick);
        double[][] found = Replications.Run(study, replications, customers, options);
        return study.Measures.Select((measure, i) =>
            Judge(study, measure, Interval.OfMean([.. found.Select(replication => replication[i])], Confidence), options.Quick ? QuickTolerancePct : study.TolerancePct));
    }

    // A half-width goes with the square root of the length; twice that length allows for the wider spread of fewer replications.
    // These are fewer so that the warm-ups weigh less.
    private static (int Replications, long Customers) Length(QueueStudy study, bool quick)
    {
        double shorter = QuickTolerancePct * QuickTolerancePct / (study.TolerancePct * study.TolerancePct) / 2;
        return quick
            ? (QuickReplications, (long)(study.Customers / shorter / QuickReplications))
            : (FullReplications, study.Customers / FullReplications);
    }

    private static ValidationCase Judge(QueueStudy study, QueueMeasure measure, Interval found, double tolerancePct)
    {
        double halfWidthPct = found.HalfWidth / measure.Expected * 100;
        string reason = Reason(measure, found, halfWidthPct, tolerancePct);
        return new ValidationCase
        {
            Name = $"{study.Name}: {measure.Name}",
            Expected = measure.Expected,
            Found = found.Estimate,
            TolerancePct = tolerancePct,
            Verdict = reason.Length == 0 ? Verdict.Ok : Verdict.Miss,
            Source = measure.Source,
            HalfWidthPct = halfWidthPct,
            Reason = reason,
        };
    }

    private static string Reason(QueueMeasure measure, Interval found, double halfWidthPct, double tolerancePct)
    {
        bool outside = measure.IsBound ? found.Low > measure.Expected : !found.Contains(measure.Expected);
        return outside ? "the closed form lies outside the 99 % interval"
            : !(halfWidthPct < tolerancePct) ? "the 99 % interval is too wide to judge"
            : "";
    }
}
