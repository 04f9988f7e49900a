using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.Experiments.Validation;

/// <summary>Runs studies side by side, each on one thread.</summary>
internal static class StudyRun
{
    private const int MostThreads = 512; // PLINQ takes no more

    /// <summary>Their rows in order, each study's as soon as it and those before it are done.</summary>
    /// <param name="studies">The studies.</param>
    /// <param name="options">Threads, cancellation, and who is told of progress.</param>
    /// <param name="what">What they are of, for progress.</param>
    /// <param name="behind">Names of what the caller does behind them, counted with them.</param>
    public static IEnumerable<ValidationCase> Cases(IReadOnlyList<Study> studies, ValidationOptions options, string what, params IReadOnlyList<string> behind)
    {
        int count = studies.Count + behind.Count;
        int done = 0;
        Report(0);
        foreach (ValidationCase[] cases in SideBySide(studies, options))
        {
            foreach (ValidationCase found in cases)
            {
                yield return found;
            }

            Report(++done);
        }

        void Report(int next)
        {
            if (next < count)
            {
                Tell(options, what, next, count, next < studies.Count ? studies[next].Name : behind[0]);
            }
        }
    }

    /// <summary>Tells of progress.</summary>
    /// <param name="options">Who is told.</param>
    /// <param name="what">What the studies are of.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="next">What comes next.</param>
    public static void Tell(ValidationOptions options, string what, int done, int count, string next) =>
        options.Progress?.Invoke(new RunProgress(string.Create(CultureInfo.InvariantCulture, $"{what} {done + 1} of {count}: {next}"), 0, 0));

    private static ParallelQuery<ValidationCase[]> SideBySide(IReadOnlyList<Study> studies, ValidationOptions options) =>
        Partitioner.Create(studies, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(options.Threads, MostThreads))
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(options.Cancellation)
            .Select(study => study.Judge(options));
}
