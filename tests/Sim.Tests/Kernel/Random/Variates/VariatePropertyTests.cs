using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Random.Variates;

/// <summary>What holds for every draw and every parameter.</summary>
public sealed class VariatePropertyTests
{
    private static readonly IQuantileVariate[] Variates = [.. VariateSamples.Quantile.Values.Select(make => make())];

    [Property]
    public bool A_larger_draw_gives_a_larger_value(ulong one, ulong other)
    {
        (double low, double high) = (Chance(Math.Min(one, other)), Chance(Math.Max(one, other)));
        return Variates.All(variate =>
        {
            (double below, double above) = (variate.Quantile(low), variate.Quantile(high));
            return below <= above || below - above <= 1e-13 * Math.Abs(below);
        });
    }

    [Property]
    public bool Values_are_within_the_support(ulong bits)
    {
        double chance = Chance(bits);
        return VariateSamples.Quantile.All(sample => sample.Key.Split(' ')[0] switch
        {
            "normal" => double.IsFinite(sample.Value().Quantile(chance)),
            "uniform" => sample.Value().Quantile(chance) is >= -2 and <= 5,
            "pareto" => sample.Value().Quantile(chance) >= 2,
            "bounded" => sample.Value().Quantile(chance) is >= 1 and <= 100,
            "empirical" => sample.Value().Quantile(chance) is >= 1 and <= 30,
            _ => sample.Value().Quantile(chance) is >= 0 and < double.PositiveInfinity,
        });
    }

    [Property]
    public bool Values_scale_with_their_unit(ulong bits, byte unit)
    {
        (double chance, double c) = (Chance(bits), 1 + unit);
        (IQuantileVariate One, IQuantileVariate Scaled)[] pairs =
        [
            (new UniformVariate(1, 3), new UniformVariate(c, 3 * c)),
            (new ExponentialVariate(2), new ExponentialVariate(2 * c)),
            (new ErlangVariate(3, 2), new ErlangVariate(3, 2 * c)),
            (new GammaVariate(0.3, 2), new GammaVariate(0.3, 2 * c)),
            (new WeibullVariate(1.5, 2), new WeibullVariate(1.5, 2 * c)),
            (new NormalVariate(3, 2), new NormalVariate(3 * c, 2 * c)),
            (LogNormalVariate.OfMean(3, 2), LogNormalVariate.OfMean(3 * c, 2)),
            (new ParetoVariate(3, 2), new ParetoVariate(3 * c, 2)),
            (new BoundedParetoVariate(3, 7, 2), new BoundedParetoVariate(3 * c, 7 * c, 2)),
        ];
        return pairs.All(pair => Near(pair.Scaled.Quantile(chance), c * pair.One.Quantile(chance))
            && Near(pair.Scaled.Mean, c * pair.One.Mean)
            && (Near(pair.Scaled.Variance, c * c * pair.One.Variance) || double.IsInfinity(pair.One.Variance)));
    }

    [Test]
    public void The_first_and_the_last_draw_give_finite_values()
    {
        foreach (IQuantileVariate variate in Variates)
        {
            Assert.That(variate.Quantile(Chance(0)), Is.Not.NaN.And.GreaterThan(double.NegativeInfinity), variate.ToString());
            Assert.That(variate.Quantile(Chance(ulong.MaxValue)), Is.Not.NaN.And.LessThan(double.PositiveInfinity), variate.ToString());
        }
    }

    [Test]
    public void A_draw_is_the_quantile_of_one_word()
    {
        foreach (IQuantileVariate variate in Variates)
        {
            RandomStream stream = new RandomStreams(3)["word"];
            double expected = variate.Quantile(new RandomStreams(3)["word"].NextOpenDouble());
            Assert.That(variate.Next(stream), Is.EqualTo(expected), variate.ToString());
            Assert.That(stream.State.Drawn, Is.EqualTo(1ul), variate.ToString());
        }
    }

    [Property]
    public bool Streams_and_variates_give_the_same_numbers(long seed)
    {
        (IVariate Variate, Func<RandomStream, double> Method)[] pairs =
        [
            (new UniformVariate(1, 3), stream => stream.NextUniform(1, 3)),
            (new ExponentialVariate(2.5), stream => stream.NextExponential(2.5)),
            (new NormalVariate(3, 2), stream => stream.NextNormal(3, 2)),
            (LogNormalVariate.OfMedian(3, 0.5), stream => stream.NextLogNormal(3, 0.5)),
            (new ParetoVariate(3, 1.5), stream => stream.NextPareto(3, 1.5)),
            (new WeibullVariate(0.5, 3), stream => stream.NextWeibull(0.5, 3)),
        ];
        return pairs.All(pair => Near(pair.Variate.Next(new RandomStreams(seed)["same"]), pair.Method(new RandomStreams(seed)["same"])));
    }

    public static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("constant", () => new ConstantVariate(double.NaN));
        yield return Case("uniform", () => new UniformVariate(2, 1));
        yield return Case("uniform width", () => new UniformVariate(-1e308, 1e308));
        yield return Case("exponential", () => new ExponentialVariate(0));
        yield return Case("erlang", () => new ErlangVariate(0, 1));
        yield return Case("gamma", () => new GammaVariate(-1, 1));
        yield return Case("gamma mean", () => GammaVariate.OfMean(1, 0));
        yield return Case("weibull", () => new WeibullVariate(1, double.PositiveInfinity));
        yield return Case("normal", () => new NormalVariate(0, -1));
        yield return Case("truncated normal", () => new TruncatedNormalVariate(-31, 1));
        yield return Case("lognormal", () => LogNormalVariate.OfMean(0, 1));
        yield return Case("pareto", () => new ParetoVariate(1, 0));
        yield return Case("bounded pareto", () => new BoundedParetoVariate(2, 2, 1));
        yield return Case("hyper-exponential", () => new HyperExponentialVariate([1, 0], [1, 1]));
        yield return Case("hyper-exponential lists", () => new HyperExponentialVariate([1], [1, 1]));
        yield return Case("balanced means", () => HyperExponentialVariate.BalancedMeans(1, 0.9));
        yield return Case("discrete", () => new DiscreteVariate([1, 2], [0, 0]));
        yield return Case("discrete empty", () => DiscreteVariate.OfSample([]));
        yield return Case("empirical", () => new EmpiricalVariate([0, 0.5, 0.5, 1], [1, 2, 3, 4]));
        yield return Case("empirical ends", () => new EmpiricalVariate([0.1, 1], [1, 2]));
        yield return Case("empirical order", () => new EmpiricalVariate([0, 1], [2, 1]));
        yield return Case("empirical short", () => EmpiricalVariate.OfSample([1]));
        yield return Case("trace", () => new TraceVariate([], TraceEnd.Repeat));
        yield return Case("mmpp size", () => new MarkovModulatedPoissonVariate([1, 2], [0, 1]));
        yield return Case("mmpp no arrivals", () => new MarkovModulatedPoissonVariate([0, 0], [0, 1, 1, 0]));
        yield return Case("mmpp no way back", () => new MarkovModulatedPoissonVariate([1, 2], [0, 1, 0, 0]));
        yield return Case("mmpp no way there", () => new MarkovModulatedPoissonVariate([1, 2], [0, 0, 1, 0]));
    }

    [TestCaseSource(nameof(Refused))]
    public void Parameters_that_define_no_distribution_are_refused(Func<IVariate> make) =>
        Assert.That(() => make(), Throws.InstanceOf<ArgumentException>());

    private static TestCaseData Case(string name, Func<IVariate> make) => new TestCaseData(make).SetArgDisplayNames(name);

    // As RandomStream.NextOpenDouble has it.
    private static double Chance(ulong bits) => ((bits >> 12) + 0.5) * Math.ScaleB(1, -52);

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(b);
}
