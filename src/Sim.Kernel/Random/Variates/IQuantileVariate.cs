namespace Sim.Kernel.Random.Variates;

/// <summary>A variate drawn by inversion: <see cref="IVariate.Next"/> is the quantile of one open uniform draw.</summary>
/// <remarks>
/// So it draws exactly one word of its stream, and streams stay in step between policies; a larger draw gives a larger
/// value (to rounding), so that common and antithetic random numbers reduce variance as theory has it: A. M. Law,
/// "Simulation Modeling and Analysis", 5th edition, 2015, sections 8.2.1 and 11.2.
/// </remarks>
public interface IQuantileVariate : IVariate
{
    /// <summary>The value that the variate stays below or at with the given chance.</summary>
    /// <param name="chance">Above 0 and below 1; near 1, that is resolved to 2^-53. Outside the result is meaningless.</param>
    double Quantile(double chance);
}
