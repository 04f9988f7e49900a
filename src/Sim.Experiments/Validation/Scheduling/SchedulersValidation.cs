using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments.Validation.Queueing;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>The vCPU schedulers against theory and published experiments: <c>sim validate schedulers</c>.</summary>
[Plugin("schedulers", "vCPU schedulers against weighted max-min, closed forms, published experiments and queueing theory, and event against interval resolution.",
    Source = "models.md parts A and G, each row with its own source")]
public sealed class SchedulersValidation : IValidation
{
    private const string Title = "schedulers";

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Cases(options);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        int queues = cases.Count(found => !double.IsNaN(found.HalfWidthPct));
        return
        [
            "ok: the error is within the tolerance (a bound, 'at most': not above it); rows with a half-width: the closed form lies within the simulation's 99 % interval",
            "max-min: the error of a mix is that of its worst VM, in 60 s; models.md is Sim's collection of rules and published figures, each with its source",
            string.Create(CultureInfo.InvariantCulture, $"by chance alone 1 in 100 of the {queues} rows with a half-width misses, and 3 in 1000 of the lottery's"),
        ];
    }

    private static IEnumerable<ValidationCase> Cases(ValidationOptions options)
    {
        IReadOnlyList<Study> studies = SchedulerStudies.All;
        IReadOnlyList<QueueStudy> queues = CpuQueueStudies.All;
        foreach (ValidationCase found in StudyRun.Cases(studies, options, Title, [.. queues.Select(queue => queue.Name)]))
        {
            yield return found;
        }

        int done = studies.Count;
        foreach (QueueStudy queue in queues)
        {
            StudyRun.Tell(options, Title, done++, studies.Count + queues.Count, queue.Name);
            foreach (ValidationCase found in QueueingValidation.Cases(queue, options))
            {
                yield return found;
            }
        }
    }
}
