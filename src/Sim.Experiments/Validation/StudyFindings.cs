using System.Collections.Generic;

namespace Sim.Experiments.Validation;

/// <summary>What a <see cref="Study"/> found.</summary>
/// <param name="Values">Of each measure, in the order of the study's.</param>
/// <param name="Remark">What a reader of a miss should know of this run; empty: nothing.</param>
internal sealed record StudyFindings(IReadOnlyList<double> Values, string Remark = "");
