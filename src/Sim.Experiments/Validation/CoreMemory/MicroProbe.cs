using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Timing;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>What is asked of the program, and the numbers that its answers hold.</summary>
/// <param name="Measures">What is compared.</param>
/// <param name="Requests">What the program is to do.</param>
/// <param name="Find">The measures' values, of what each request took.</param>
internal sealed record MicroProbe(IReadOnlyList<StudyMeasure> Measures, IReadOnlyList<MicroRequest> Requests, Func<IReadOnlyList<CoreMeasures>, IReadOnlyList<double>> Find)
{
    /// <summary>A probe of one number.</summary>
    public MicroProbe(StudyMeasure measure, IReadOnlyList<MicroRequest> requests, Func<IReadOnlyList<CoreMeasures>, double> find)
        : this([measure], requests, found => [find(found)])
    {
    }

    /// <summary>Cycles of a step of the only request.</summary>
    public static MicroProbe PerStep(StudyMeasure measure, MicroRequest request) => new(measure, [request], found => (double)found[0].Cycles / request.Steps);
}
