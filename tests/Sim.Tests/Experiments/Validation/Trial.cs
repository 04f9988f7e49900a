using System;
using System.Collections.Generic;
using Sim.Experiments.Validation;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Experiments.Validation;

/// <summary>A validation of a user's own, with every verdict.</summary>
[Plugin("test-trial", "One case of each verdict.", Source = "ValidateCommandTests")]
public sealed class Trial : IValidation
{
    /// <summary>A case that is fine.</summary>
    public static ValidationCase Case(string name, double expected, double found) => new()
    {
        Name = name,
        Expected = expected,
        Found = found,
        TolerancePct = 1,
        Verdict = Verdict.Ok,
        Source = "by hand",
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        yield return Case("one, and \"one\"", 1, 1) with { HalfWidthPct = 0.5 };
        yield return Case("a third", 1 / 3.0, 0.3) with { Verdict = Verdict.Miss, Reason = "rounded" };
        yield return Case("the moon", 384_400, double.NaN) with { Verdict = Verdict.NotRun, Reason = "too far" };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return [$"{cases.Count} cases by hand"];
    }
}
