using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Loops of one feature on every core of the catalogue, against what its configuration says: <c>sim validate core-memory</c>.</summary>
[Plugin("core-memory", "Pointer chases, strides, streams and loops of one feature on every core: its configured latencies, sizes and bandwidth.",
    Source = "cores.yaml, each row with the keys that it is made of")]
public sealed class CoreMemoryValidation : IValidation
{
    private const int MostThreads = 512; // PLINQ takes no more

    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Cases(options);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases) =>
    [
        "ok: the error is within the tolerance, which was written down before the first run; expected values are sums of the core's own keys",
        "prefetchers are off; refreshes too, but for streams; caches are cold before each loop's setup, warmed by its first lap; --quick leaves out cores with large last levels",
        "a size is the largest ring, four of an octave, that takes a tenth of the way to the next level's latency at most",
    ];

    private static IEnumerable<ValidationCase> Cases(ValidationOptions options)
    {
        IReadOnlyList<Study> studies = CoreMemoryStudies.All(options.Quick);
        int done = 0;
        Report(options, studies, done);
        foreach (ValidationCase[] cases in SideBySide(options, studies))
        {
            foreach (ValidationCase found in cases)
            {
                yield return found;
            }

            Report(options, studies, ++done);
        }
    }

    // In order, each as soon as it and those before it are done.
    private static ParallelQuery<ValidationCase[]> SideBySide(ValidationOptions options, IReadOnlyList<Study> studies) =>
        Partitioner.Create(studies, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(options.Threads, MostThreads))
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(options.Cancellation)
            .Select(study => study.Judge(options));

    private static void Report(ValidationOptions options, IReadOnlyList<Study> studies, int done)
    {
        if (done < studies.Count)
        {
            options.Progress?.Invoke(new RunProgress(string.Create(CultureInfo.InvariantCulture, $"core memory {done + 1} of {studies.Count}: {studies[done].Name}"), 0, 0));
        }
    }
}
