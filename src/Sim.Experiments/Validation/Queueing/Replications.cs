using System.Threading.Tasks;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Runs the replications of a study side by side.</summary>
internal static class Replications
{
    /// <summary>Each replication's measures, by replication and measure; the same for any number of threads.</summary>
    /// <exception cref="System.OperationCanceledException">The options' token was cancelled.</exception>
    public static double[][] Run(QueueStudy study, int replications, long customers, ValidationOptions options)
    {
        RandomStreams streams = new(options.Seed);
        double[][] found = new double[replications][];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.Cancellation };
        Parallel.For(0, replications, parallel, i =>
        {
            string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"queueing/{study.Stream}/{i}");
            found[i] = study.Replicate(new Replication(streams, name, customers));
        });
        return found;
    }
}
