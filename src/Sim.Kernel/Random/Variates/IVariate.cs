namespace Sim.Kernel.Random.Variates;

/// <summary>A random quantity of a known distribution: a service time, a gap between arrivals, a size.</summary>
/// <remarks>
/// It holds parameters and what can be computed from them once; the chance comes from the stream at each draw. Most are
/// <see cref="IQuantileVariate"/>; the others say how many words they draw. Those without a <c>State</c> property never
/// change and may be shared by models, streams and threads. Those with one remember something between draws: each belongs
/// to one user, and its state belongs in a checkpoint beside that of the stream.
/// </remarks>
public interface IVariate
{
    /// <summary>The mean, in the unit of the draws; infinity where the distribution has none.</summary>
    double Mean { get; }

    /// <summary>The variance; infinity where the distribution has none.</summary>
    double Variance { get; }

    /// <summary>The next value.</summary>
    /// <param name="stream">Where the chance comes from.</param>
    double Next(RandomStream stream);
}
