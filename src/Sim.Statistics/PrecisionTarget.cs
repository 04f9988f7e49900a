using System;

namespace Sim.Statistics;

/// <summary>When replications are enough.</summary>
/// <remarks>
/// The relative error is that of the estimate from the true mean: as that is not known, the half-width is compared with
/// g / (1 + g) of the estimate, which is a little less than g. The sequential procedure of A. M. Law, "Simulation
/// Modeling and Analysis", 5th edition, 9.4.1, which recommends at least 10 replications and an error of at most 0.15.
/// </remarks>
public sealed record PrecisionTarget
{
    /// <summary>The largest relative error g of the estimate; above 0, default 0.05. By Law not above 0.15, as coverage falls.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double RelativeError
    {
        get;
        init => field = value is > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A relative error is above 0.");
    } = 0.05;

    /// <summary>
    /// A half-width that is small enough whatever the estimate, for metrics whose mean may be near zero, in their unit;
    /// not negative, default 0: none but zero itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public double AbsoluteError
    {
        get;
        init => field = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An absolute error is not negative.");
    }

    /// <summary>The confidence of each metric's interval by itself; above 0 and below 1, default 0.95. For a joint one of several see <see cref="MultipleTests.Joint"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double Confidence
    {
        get;
        init
        {
            Significance.CheckConfidence(value);
            field = value;
        }
    } = 0.95;

    /// <summary>The fewest replications; at least 2, default 10 (Law: too few, and a chance agreement stops too early).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2.</exception>
    public int Minimum
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            field = value;
        }
    } = 10;

    /// <summary>The most replications; at least 1, default 1000. Where it is below the minimum it is what counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int Maximum
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1000;

    /// <summary>Whether an interval is narrow enough; not where its width is unknown.</summary>
    public bool IsMetBy(Interval interval)
    {
        double allowed = RelativeError / (1 + RelativeError) * Math.Abs(interval.Estimate);
        return interval.HalfWidth <= Math.Max(allowed, AbsoluteError);
    }
}
