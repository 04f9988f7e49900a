using Sim.Kernel.Quantities;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests;

/// <summary>Random spans as behaviours' options describe them.</summary>
public static class Spans
{
    private const double LogNormalVariation = 2;

    /// <summary>A variate in ns.</summary>
    public static IVariate Of(Duration mean, Spread spread) => spread switch
    {
        _ when mean == Duration.Zero => new ConstantVariate(0),
        Spread.Constant => new ConstantVariate(mean.Nanoseconds),
        Spread.Exponential => new ExponentialVariate(mean.Nanoseconds),
        _ => LogNormalVariate.OfMean(mean.Nanoseconds, LogNormalVariation),
    };
}
