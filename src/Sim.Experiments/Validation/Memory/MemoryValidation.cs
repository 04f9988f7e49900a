using System;
using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Memory;

/// <summary>Memory: policies, ladder, sharing and page stores against closed forms and published figures: <c>sim validate memory</c>.</summary>
[Plugin("memory", "Memory against closed forms and published figures: idle tax, ladder, sharing, KSM, Dynamic Memory, sampling, LRU, exact against statistical pages.",
    Source = "models.md part B and G9-G10, each row with its own source")]
public sealed class MemoryValidation : IValidation
{
    internal static IReadOnlyList<Study> Studies { get; } =
    [
        .. PolicyStudies.All, .. LadderStudies.All, .. SharingStudies.All, .. KsmStudies.All, .. FidelityStudies.All, .. TranslationStudies.All,
    ];

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StudyRun.Cases(Studies, options, "memory");
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases) =>
    [
        "ok: the error is within the tolerance (a bound, 'at most': not above it), which was written down before the first run",
        "models.md is Sim's collection of rules and published figures, each with its source; [D]: derived from the rules by arithmetic",
    ];

}
