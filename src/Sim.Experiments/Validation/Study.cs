using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Experiments.Validation;

/// <summary>Something simulated of which numbers are known from elsewhere.</summary>
/// <param name="Name">What it is, with its parameters: <c>credit cap 40 %</c>; no two studies share it.</param>
/// <param name="Measures">What is compared.</param>
/// <param name="Find">Simulates it; takes the seed and whether to be quick, and runs on one thread.</param>
internal sealed record Study(string Name, IReadOnlyList<StudyMeasure> Measures, Func<ValidationOptions, StudyFindings> Find)
{
    /// <summary>A study whose misses explain themselves.</summary>
    public Study(string name, IReadOnlyList<StudyMeasure> measures, Func<ValidationOptions, double[]> find)
        : this(name, measures, options => new StudyFindings(find(options)))
    {
    }

    /// <summary>Runs it and judges each measure.</summary>
    public ValidationCase[] Judge(ValidationOptions options)
    {
        StudyFindings found = Find(options);
        return [.. Measures.Select((measure, i) => measure.Judge(Name, found.Values[i], found.Remark))];
    }
}
