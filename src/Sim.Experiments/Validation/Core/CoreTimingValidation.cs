using System;
using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Core;

/// <summary>The timing of cores against published figures, closed forms and other simulators: <c>sim validate core-timing</c>.</summary>
[Plugin("core-timing", "Cycle-level cores against published scores and ratios, page walks by references, and the CBP trace.",
    Source = "cycle-level.md sections 4 and 5, each row with its own source")]
public sealed class CoreTimingValidation : IValidation
{
    internal static IReadOnlyList<Study> Studies { get; } = [.. PublishedCores.All];

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Cases(options);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases) =>
    [
        "ok: the error is within the tolerance, which was written down before the first run; a core's constants come from its sources, not from this table",
        "scores are compared as cycles per instruction of a program of CoreMark's kinds of work, in its shares, compiled as the source says by GCC 12.2: the recipe alone decides 20 %",
        "left out, as they cannot be repeated: CVA6's 3.10 CoreMark/MHz (no recipe; its own cycle model gives the 64-bit core 2.44 with the flags of its CI) and C910's 7.0 (T-Head's compiler and instructions of its own; the same board has 4.60 by plain GCC)",
    ];

    private static IEnumerable<ValidationCase> Cases(ValidationOptions options)
    {
        foreach (ValidationCase found in StudyRun.Cases(Studies, options, "core timing"))
        {
            yield return found;
        }

        options.Progress?.Invoke(new RunProgress("core timing: a trace", 0, 0));
        foreach (ValidationCase found in TraceStudies.Judge(TraceStudies.Found))
        {
            yield return found;
        }
    }
}
