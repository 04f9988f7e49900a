namespace Sim.Statistics.Queues;

/// <summary>A class of customers with a priority of its own; see <see cref="PriorityQueueing"/>.</summary>
/// <param name="ArrivalRate">Arrivals in a unit of time, a Poisson stream; not negative.</param>
/// <param name="MeanService">The mean service time; positive.</param>
/// <param name="Variation">The service time's standard deviation over its mean: 1 for exponential service; not negative.</param>
public readonly record struct PriorityClass(double ArrivalRate, double MeanService, double Variation = 1)
{
    /// <summary>The share of the server that the class takes.</summary>
    public double Load => ArrivalRate * MeanService;

    // What is left on average of a service in progress, as an arrival finds it.
    internal double Residual => MeanService * (1 + (Variation * Variation)) / 2;
}
