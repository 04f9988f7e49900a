using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Something simulated on a <see cref="Bench"/> of which numbers are known from elsewhere.</summary>
/// <param name="Name">What it is, with its parameters: <c>credit cap 40 %</c>; no two studies share it.</param>
/// <param name="Measures">What is compared.</param>
/// <param name="Find">Simulates it; takes the seed and whether to be quick, and runs on one thread.</param>
internal sealed record SchedulerStudy(string Name, IReadOnlyList<SchedulerMeasure> Measures, Func<ValidationOptions, SchedulerFindings> Find)
{
    /// <summary>A study whose misses explain themselves.</summary>
    public SchedulerStudy(string name, IReadOnlyList<SchedulerMeasure> measures, Func<ValidationOptions, double[]> find)
        : this(name, measures, options => new SchedulerFindings(find(options)))
    {
    }

    /// <summary>Runs it and judges each measure.</summary>
    public ValidationCase[] Judge(ValidationOptions options)
    {
        SchedulerFindings found = Find(options);
        return [.. Measures.Select((measure, i) => measure.Judge(Name, found.Values[i], found.Remark))];
    }
}
