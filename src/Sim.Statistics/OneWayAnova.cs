using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Whether the means of several independent samples differ at all: one-way analysis of variance.</summary>
/// <param name="BetweenSquares">The sum of squares between the groups' means.</param>
/// <param name="WithinSquares">The sum of squares within the groups.</param>
/// <param name="BetweenFreedom">The degrees of freedom between: groups less 1.</param>
/// <param name="WithinFreedom">The degrees of freedom within: observations less groups.</param>
/// <remarks>
/// R. A. Fisher, "Statistical Methods for Research Workers", 1925. It takes the variances for equal; a group without
/// observations makes all NaN. For policies on common random numbers use <see cref="BlockedAnova"/>.
/// </remarks>
public sealed record OneWayAnova(double BetweenSquares, double WithinSquares, long BetweenFreedom, long WithinFreedom)
{
    /// <summary>The variance within the groups; NaN where no group has more than one observation.</summary>
    public double MeanSquareWithin => WithinFreedom > 0 ? WithinSquares / WithinFreedom : double.NaN;

    /// <summary>Fisher's F: the mean square between over that within; 0 where nothing varies.</summary>
    public double Statistic => Significance.Statistic(BetweenSquares / BetweenFreedom, MeanSquareWithin);

    /// <summary>The chance of as large an F were all means equal.</summary>
    public double PValue => Significance.FisherTail(Statistic, BetweenFreedom, WithinFreedom);

    /// <summary>Analyses samples.</summary>
    /// <param name="groups">At least 2 samples of finite numbers, of equal sizes or not.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups.</exception>
    public static OneWayAnova Of(IReadOnlyList<double[]> groups) => Of(Samples.TalliesOf(groups));

    /// <summary>Analyses samples that were not kept.</summary>
    /// <param name="groups">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups.</exception>
    public static OneWayAnova Of(IReadOnlyList<Tally> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups.Count, 2);
        long observations = groups.Sum(group => group.Count);
        double middle = groups.Sum(group => group.Mean * group.Count) / observations;
        double between = groups.Sum(group => group.Count * (group.Mean - middle) * (group.Mean - middle));
        double within = groups.Sum(group => group.Count > 1 ? group.Variance * (group.Count - 1) : 0);
        return new OneWayAnova(between, within, groups.Count - 1, observations - groups.Count);
    }
}
