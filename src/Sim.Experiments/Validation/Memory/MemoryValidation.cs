using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Memory;

/// <summary>Memory: policies, ladder, sharing and page stores against closed forms and published figures: <c>sim validate memory</c>.</summary>
[Plugin("memory", "Memory against closed forms and published figures: idle tax, ladder, sharing, KSM, Dynamic Memory, sampling, LRU, exact against statistical pages.",
    Source = "models.md part B and G9-G10, each row with its own source")]
public sealed class MemoryValidation : IValidation
{
    private const int MostThreads = 512; // PLINQ takes no more

    internal static IReadOnlyList<Study> Studies { get; } =
    [
        .. PolicyStudies.All, .. LadderStudies.All, .. SharingStudies.All, .. KsmStudies.All, .. FidelityStudies.All, .. TranslationStudies.All,
    ];

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Cases(options);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases) =>
    [
        "ok: the error is within the tolerance (a bound, 'at most': not above it), which was written down before the first run",
        "models.md is Sim's collection of rules and published figures, each with its source; [D]: derived from the rules by arithmetic",
    ];

    private static IEnumerable<ValidationCase> Cases(ValidationOptions options)
    {
        int done = 0;
        Report(options, done);
        foreach (ValidationCase[] cases in SideBySide(options))
        {
            foreach (ValidationCase found in cases)
            {
                yield return found;
            }

            Report(options, ++done);
        }
    }

    // In order, each as soon as it and those before it are done.
    private static ParallelQuery<ValidationCase[]> SideBySide(ValidationOptions options) =>
        Partitioner.Create(Studies, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(options.Threads, MostThreads))
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(options.Cancellation)
            .Select(study => study.Judge(options));

    private static void Report(ValidationOptions options, int done)
    {
        if (done < Studies.Count)
        {
            options.Progress?.Invoke(new RunProgress(string.Create(CultureInfo.InvariantCulture, $"memory {done + 1} of {Studies.Count}: {Studies[done].Name}"), 0, 0));
        }
    }
}
