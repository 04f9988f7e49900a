using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Kernel.Random.Variates;

/// <summary>One or two of every kind of variate, by a name that says what it is.</summary>
internal static class VariateSamples
{
    /// <summary>The quantiles of a made-up empirical distribution.</summary>
    public static readonly double[] Chances = [0, 0.2, 0.5, 0.9, 1];

    /// <summary>Its values.</summary>
    public static readonly double[] Values = [1, 2, 2.5, 10, 30];

    private static readonly double[] Weights = [0.7, 0.2, 0.1];
    private static readonly double[] Means = [1, 10, 0.1];

    /// <summary>Those drawn by inversion.</summary>
    public static OrderedDictionary<string, Func<IQuantileVariate>> Quantile { get; } = new(StringComparer.Ordinal)
    {
        ["uniform -2 5"] = () => new UniformVariate(-2, 5),
        ["exponential 4"] = () => new ExponentialVariate(4),
        ["erlang 3 6"] = () => new ErlangVariate(3, 6),
        ["gamma 0.05 2"] = () => new GammaVariate(0.05, 2),
        ["gamma 0.5 2"] = () => new GammaVariate(0.5, 2),
        ["gamma 2.5 2"] = () => new GammaVariate(2.5, 2),
        ["gamma 50.0 2"] = () => new GammaVariate(50, 2),
        ["gamma 10000.0 2"] = () => new GammaVariate(10000, 2),
        ["gamma mean 6 cv 2"] = () => GammaVariate.OfMean(6, 2),
        ["weibull 0.7 3"] = () => new WeibullVariate(0.7, 3),
        ["weibull 2.5 3"] = () => new WeibullVariate(2.5, 3),
        ["normal 5 2"] = () => new NormalVariate(5, 2),
        ["truncated normal 1 2"] = () => new TruncatedNormalVariate(1, 2),
        ["truncated normal -3 1"] = () => new TruncatedNormalVariate(-3, 1),
        ["truncated normal 10 1"] = () => new TruncatedNormalVariate(10, 1),
        ["lognormal median 3 0.8"] = () => LogNormalVariate.OfMedian(3, 0.8),
        ["lognormal mean 4 cv 1.5"] = () => LogNormalVariate.OfMean(4, 1.5),
        ["pareto 2 1.5"] = () => new ParetoVariate(2, 1.5),
        ["pareto 2 2.5"] = () => new ParetoVariate(2, 2.5),
        ["bounded pareto 1 100 1.2"] = () => new BoundedParetoVariate(1, 100, 1.2),
        ["bounded pareto 1 100 2"] = () => new BoundedParetoVariate(1, 100, 2),
        ["empirical"] = () => new EmpiricalVariate(Chances, Values),
        ["discrete"] = () => new DiscreteVariate([3, 1, 10], [0.25, 0.5, 0.25]),
        ["constant 7"] = () => new ConstantVariate(7),
    };

    /// <summary>Continuous distribution functions, by MathNet where it has them.</summary>
    public static OrderedDictionary<string, Func<double, double>> Distribution { get; } = new(StringComparer.Ordinal)
    {
        ["uniform -2 5"] = x => ContinuousUniform.CDF(-2, 5, x),
        ["exponential 4"] = x => Exponential.CDF(0.25, x),
        ["erlang 3 6"] = x => Erlang.CDF(3, 0.5, x),
        ["gamma 0.05 2"] = x => SmallGamma(0.05, x / 2),
        ["gamma 0.5 2"] = x => Gamma.CDF(0.5, 0.5, x),
        ["gamma 2.5 2"] = x => Gamma.CDF(2.5, 0.5, x),
        ["gamma 50.0 2"] = x => Gamma.CDF(50, 0.5, x),
        ["gamma mean 6 cv 2"] = x => Gamma.CDF(0.25, 1 / 24.0, x),
        ["weibull 0.7 3"] = x => Weibull.CDF(0.7, 3, x),
        ["weibull 2.5 3"] = x => Weibull.CDF(2.5, 3, x),
        ["normal 5 2"] = x => Normal.CDF(5, 2, x),
        ["truncated normal 1 2"] = x => 1 - (SpecialFunctions.Erfc((x - 1) / Math.Sqrt(8)) / SpecialFunctions.Erfc(-1 / Math.Sqrt(8))),
        ["truncated normal -3 1"] = x => 1 - (SpecialFunctions.Erfc((x + 3) / Math.Sqrt(2)) / SpecialFunctions.Erfc(3 / Math.Sqrt(2))),
        ["lognormal median 3 0.8"] = x => LogNormal.CDF(Math.Log(3), 0.8, x),
        ["lognormal mean 4 cv 1.5"] = x => Normal.CDF(Math.Log(4 / Math.Sqrt(3.25)), Math.Sqrt(Math.Log(3.25)), Math.Log(x)),
        ["pareto 2 1.5"] = x => Pareto.CDF(2, 1.5, x),
        ["bounded pareto 1 100 1.2"] = x => TruncatedPareto.CDF(1, 1.2, 100, x),
        ["bounded pareto 1 100 2"] = x => (1 - Math.Pow(x, -2)) / (1 - 1e-4),
        ["empirical"] = x => Interpolate.Linear(Values, Chances).Interpolate(x),
        ["hyper-exponential"] = x => 1 - Weights.Zip(Means, (weight, mean) => weight * Math.Exp(-x / mean)).Sum(),
        ["balanced H2 5 cv 3"] = x => BalancedMeans(5, 9, x),
        ["interrupted Poisson"] = x => InterruptedPoisson(2, 3, 1, x),
    };

    /// <summary>A fresh variate of that name.</summary>
    public static IVariate Make(string name) => name switch
    {
        "hyper-exponential" => new HyperExponentialVariate(Weights, Means),
        "balanced H2 5 cv 3" => HyperExponentialVariate.BalancedMeans(5, 3),
        "interrupted Poisson" => OnAlready(MarkovModulatedPoissonVariate.OnOff(2, 1 / 3.0, 1)),
        _ => Quantile[name](),
    };

    // MathNet gives 0 below about 1e-15, where a third of these values are: there the first term of the series will do.
    private static double SmallGamma(double shape, double x) =>
        x < 1e-14 ? Math.Pow(x, shape) / SpecialFunctions.Gamma(1 + shape) : Gamma.CDF(shape, 1, x);

    // Whitt 1982, (3.7): p = (1 + sqrt((c2 - 1) / (c2 + 1))) / 2, and rates 2 p / m and 2 (1 - p) / m.
    private static double BalancedMeans(double mean, double square, double x)
    {
        double p = 0.5 * (1 + Math.Sqrt((square - 1) / (square + 1)));
        return 1 - (p * Math.Exp(-2 * p * x / mean)) - ((1 - p) * Math.Exp(-2 * (1 - p) * x / mean));
    }

    // Kuczura 1973: the gaps of an interrupted Poisson process (rate l, off at rate g, on at rate w) are hyper-exponential
    // with the rates r of r^2 - (l + g + w) r + l w = 0 and the weight (l - r2) / (r1 - r2) of the larger one.
    private static double InterruptedPoisson(double l, double g, double w, double x)
    {
        double root = Math.Sqrt(((l + g + w) * (l + g + w)) - (4 * l * w));
        (double r1, double r2) = ((l + g + w + root) / 2, (l + g + w - root) / 2);
        double p = (l - r2) / (r1 - r2);
        return 1 - (p * Math.Exp(-r1 * x)) - ((1 - p) * Math.Exp(-r2 * x));
    }

    // The first gap is another one where the process may start in its off phase.
    private static MarkovModulatedPoissonVariate OnAlready(MarkovModulatedPoissonVariate process)
    {
        process.Restore(new MarkovModulatedPoissonState(Phase: 0));
        return process;
    }
}
