using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Random.Variates;

/// <summary>Quantiles and moments against other people's, and by hand.</summary>
public sealed class VariateQuantileTests
{
    private static readonly double[] Chances = [Math.ScaleB(1, -40), 0.001, 0.1, 0.5, 0.9, 0.999, 1 - Math.ScaleB(1, -40)];

    // scipy 1.10.1, scipy.stats: d.mean(), d.var() and d.ppf at the chances above, where d is uniform, expon, erlang, gamma,
    // weibull_min, norm, truncnorm, lognorm, pareto or truncpareto (uniform(-2, 7), truncnorm(-0.5, inf, 1, 2), ...).
    // But the outermost quantiles of truncnorm are by mpmath 1.3 with 40 digits, as scipy's are wrong by 1e-7 and 1e-4.
    [TestCase("uniform -2 5", 1.5, 4.08333333333,
        new[] { -1.99999999999, -1.993, -1.3, 1.5, 4.3, 4.993, 4.99999999999 })]
    [TestCase("exponential 4", 4.0, 16.0,
        new[] { 3.63797880709e-12, 0.00400200133433, 0.421442062631, 2.77258872224, 9.21034037198, 27.6310211159, 110.90354889 })]
    [TestCase("erlang 3 6", 6.0, 12.0,
        new[] { 0.000352127210288, 0.381066755137, 2.2041306565, 5.34812062745, 10.6446406757, 22.4577444848, 68.3059340018 })]
    [TestCase("gamma 0.05 2", 0.1, 0.2,
        new[] { 1.75303521494e-241, 1.16892641146e-60, 1.16892641146e-20, 1.11477568815e-06, 0.152634227818, 5.47291719746, 43.577418561 })]
    [TestCase("gamma 0.5 2", 1.0, 2.0,
        new[] { 1.29933226779e-24, 1.57079714926e-06, 0.0157907740934, 0.45493642312, 2.7055434541, 10.8275661707, 51.0303356675 })]
    [TestCase("gamma 2.5 2", 5.0, 10.0,
        new[] { 4.93382350271e-05, 0.210212602629, 1.61030798696, 4.3514601911, 9.23635689978, 20.5150056524, 65.4372113921 })]
    [TestCase("gamma 50.0 2", 100.0, 200.0,
        new[] { 30.0036246006, 61.9179392069, 82.3581358124, 99.334129236, 118.498003811, 149.449252779, 234.13377918 })]
    [TestCase("gamma 10000.0 2", 20000.0, 40000.0,
        new[] { 18622.7376762, 19387.6487716, 19744.1217501, 19999.3333373, 20256.7347473, 20623.7504491, 21442.1519438 })]
    [TestCase("gamma mean 6 cv 2", 6.0, 144.0,
        new[] { 1.10839937019e-47, 1.61992749435e-11, 0.00162001497255, 1.04817125647, 18.0094289337, 105.034662189, 576.575298241 })]
    [TestCase("weibull 0.7 3", 3.79747051817, 30.8415199829,
        new[] { 1.88541612378e-17, 0.000155495315074, 0.120488835846, 1.77717033886, 9.87579891649, 47.4432062188, 345.450787205 })]
    [TestCase("weibull 2.5 3", 2.66179145251, 1.29732020217,
        new[] { 4.57763671875e-05, 0.189325080357, 1.21952977942, 2.59090470181, 4.18800826611, 6.49914209129, 11.3311877526 })]
    [TestCase("normal 5 2", 5.0, 4.0,
        new[] { -9.09540051333, -1.18046461234, 2.43689686891, 5.0, 7.56310313109, 11.1804646123, 19.0954005133 })]
    [TestCase("truncated normal 1 2", 2.01832086767, 1.94470174279,
        new[] { 3.57252701243e-12, 0.00392611009106, 0.376860613417, 1.79374235018, 3.96435935688, 7.39638266472, 15.1977504704 })]
    [TestCase("truncated normal -3 1", 0.28309865493, 0.0705591867853,
        new[] { 2.77023262889e-13, 0.000304729551136, 0.031947269879, 0.205154920599, 0.642522275832, 1.69242948373, 4.91586242125 })]
    [TestCase("truncated normal 10 1", 10.0, 1.0,
        new[] { 2.95229974334, 6.90976769383, 8.71844843446, 10.0, 11.2815515655, 13.0902323062, 17.0477002567 })]
    [TestCase("lognormal median 3 0.8", 4.13138329301, 15.3014296164,
        new[] { 0.0106782329136, 0.253200514616, 1.07612974598, 3.0, 8.36330380575, 35.5449514534, 842.836082785 })]
    [TestCase("lognormal mean 4 cv 1.5", 4.0, 36.0,
        new[] { 0.00105477180803, 0.0774617520517, 0.551915208683, 2.2188007849, 8.91998779092, 63.5549389561, 4667.43316952 })]
    [TestCase("pareto 2 1.5", 6.0, double.PositiveInfinity,
        new[] { 2.0, 2.00133444543, 2.14553196579, 3.17480210394, 9.28317766723, 200.0, 213057362.62 })]
    [TestCase("pareto 2 2.5", 3.33333333333, 8.88888888889,
        new[] { 2.0, 2.00080056045, 2.08608976302, 2.63901582155, 5.02377286302, 31.6978638492, 131072.0 })]
    [TestCase("bounded pareto 1 100 1.2", 3.62579151268, 45.3024002114,
        new[] { 1.0, 1.00083077431, 1.09136793263, 1.77590770792, 6.6159627763, 83.0208245025, 99.999999981 })]
    [TestCase("bounded pareto 1 100 2", 1.9801980198, 5.2900773005,
        new[] { 1.0, 1.00050032524, 1.05408669737, 1.414142857, 3.16085559504, 30.1525050573, 99.9999995453 })]
    public void Quantiles_and_moments_are_those_of_scipy(string name, double mean, double variance, double[] quantiles)
    {
        IQuantileVariate variate = VariateSamples.Quantile[name]();
        Assert.That(variate.Mean, Is.EqualTo(mean).Within(1e-9).Percent);
        Assert.That(variate.Variance, Is.EqualTo(variance).Within(1e-8).Percent);
        foreach ((double chance, double expected) in Chances.Zip(quantiles))
        {
            // The lower end of a truncated normal variate is a difference of two numbers near 1.
            Assert.That(
                variate.Quantile(chance),
                Is.EqualTo(expected).Within(1e-8).Percent.Or.EqualTo(expected).Within(1e-14),
                $"at {chance}");
        }
    }

    // mpmath 1.3 with 40 digits, the root of the series 8.11.4 of the DLMF: scipy is wrong by 2e-9 there.
    [Test]
    public void A_gamma_variate_of_large_shape_keeps_its_tail() =>
        Assert.That(new GammaVariate(1e6, 1).Quantile(2.790851123287551e-06), Is.EqualTo(995464.89563747822699).Within(1e-12).Percent);

    // The chance of the table's value against the chance asked for, over the density: the error of the value's logarithm.
    [TestCase(0.01, 1e-9)]
    [TestCase(0.1, 1e-10)]
    [TestCase(0.5, 1e-11)]
    [TestCase(1, 1e-11)]
    [TestCase(4, 1e-11)]
    [TestCase(12, 1e-11)]
    [TestCase(1000, 1e-11)]
    public void Gamma_quantiles_are_accurate_between_the_table_s_points(double shape, double tolerance)
    {
        GammaVariate variate = new(shape, 1);
        double worst = 0;
        for (double score = -8; score < 8; score += 0.0137)
        {
            double chance = NormalTail.Above(-score);
            double value = variate.Quantile(chance);
            if (value > 1e-300)
            {
                (double below, double above, double density) = GammaFunction.At(shape, Math.Log(value));
                double error = (chance < 0.5 ? below - chance : 1 - chance - above) / density;
                worst = Math.Max(worst, Math.Abs(error));
            }
        }

        TestContext.Out.WriteLine($"shape {shape}: {worst:E1}");
        Assert.That(worst, Is.LessThan(tolerance));
    }

    // scipy.special.gammaincinv, beyond the table.
    [TestCase(0.5, 1e-100, 7.853981633974483e-201)]
    [TestCase(10, 1e-30, 0.004530594297751995)]
    [TestCase(300, 1e-300, 11.615675163139494)]
    public void Chances_that_no_stream_draws_are_still_answered(double shape, double chance, double expected) =>
        Assert.That(new GammaVariate(shape, 1).Quantile(chance), Is.EqualTo(expected).Within(1e-10).Percent);

    // By hand: two phases of mean 1 have P(X <= x) = 1 - (1 + x) e^-x, which has no closed inverse.
    [Property]
    public bool Two_phases_invert_their_closed_form(ushort place)
    {
        double x = (place + 1) / 10_000.0;
        double chance = 1 - ((1 + x) * Math.Exp(-x));
        return Math.Abs(new ErlangVariate(2, 2).Quantile(chance) - x) < 1e-12 + (1e-15 / x);
    }

    // By hand: half of the values is at most 1, a quarter 3, a quarter 10; mean 3.75, mean square 27.75.
    [TestCase(0.01, 1)]
    [TestCase(0.5, 1)]
    [TestCase(0.500001, 3)]
    [TestCase(0.75, 3)]
    [TestCase(0.99, 10)]
    public void Discrete_values_are_ordered(double chance, double expected)
    {
        DiscreteVariate variate = new([3, 1, 10, 4], [1, 2, 1, 0]);
        Assert.That(variate.Quantile(chance), Is.EqualTo(expected));
        Assert.That((variate.Mean, variate.Variance), Is.EqualTo((3.75, 27.75 - (3.75 * 3.75))));
    }

    // R 4: quantile(c(4, 1, 3, 8), c(.1, .5, .9)) is 1.6 3.5 6.8: places 0.3, 1.5 and 2.7 of 1 3 4 8.
    [TestCase(0.1, 1.6)]
    [TestCase(0.5, 3.5)]
    [TestCase(0.9, 6.8)]
    public void A_sample_is_interpolated_as_R_does(double chance, double expected) =>
        Assert.That(EmpiricalVariate.OfSample([4, 1, 3, 8]).Quantile(chance), Is.EqualTo(expected).Within(1e-12));

    // By hand: thirds between 1, 3, 4 and 8 have the means 2, 3.5 and 6, and the mean squares 13/3, 37/3 and 112/3.
    [Test]
    public void Moments_of_an_interpolated_sample_are_those_of_its_lines()
    {
        EmpiricalVariate variate = EmpiricalVariate.OfSample([4, 1, 3, 8]);
        Assert.That(variate.Mean, Is.EqualTo(11.5 / 3).Within(1e-12));
        Assert.That(variate.Variance, Is.EqualTo((162.0 / 9) - (11.5 * 11.5 / 9)).Within(1e-12));
    }

    [Property]
    public bool The_guide_table_finds_what_a_search_finds(int seed, byte size)
    {
        RandomStream stream = new RandomStreams(seed)["shares"];
        double[] weights = [.. Enumerable.Range(0, size + 1).Select(_ => stream.NextInt(3) == 0 ? 0 : stream.NextPareto(1, 0.5)), 1];
        double[] upto = Shares.Cumulative(weights);
        Shares shares = new(upto);
        return upto.Append(stream.NextOpenDouble()).Where(chance => chance is > 0 and < 1)
            .All(chance => shares.Find(chance) == Array.FindIndex(upto, end => end >= chance));
    }
}
