using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Random;

/// <summary>A sequence of random numbers for one purpose; get it from <see cref="RandomStreams"/>. Not thread-safe.</summary>
/// <remarks>
/// Every method but <see cref="NextInt"/> draws exactly one word of the sequence, by inversion of the distribution function.
/// So the tenth draw is the same whatever the first nine were for, and a larger parameter gives a larger value from the
/// same draw: what common random numbers need. (<see cref="NextInt"/> draws again with a chance below bound / 2^64.)
/// It takes 104 bytes of memory. Distributions with more parameters, or drawn from often, are in <c>Variates</c>.
/// </remarks>
public sealed class RandomStream
{
    private const double TwoToMinus53 = 1.0 / (1L << 53);

    private readonly ulong _seed;
    private readonly ulong _name;
    private ulong _drawn;
#pragma warning disable S3459 // Fill writes it, as a span
    private PhiloxWindow _window; // the words around _drawn, unless that is at a window's start: then they are still to come
#pragma warning restore S3459

    internal RandomStream(ulong seed, ulong name)
    {
        (_seed, _name) = (seed, name);
    }

    /// <summary>Continues a stream from a state saved before.</summary>
    public RandomStream(RandomStreamState state)
        : this(state.Seed, state.Name)
    {
        MoveTo(state.Drawn);
    }

    /// <summary>Where the stream stands.</summary>
    public RandomStreamState State => new(_seed, _name, _drawn);

    /// <summary>Goes to a place of the sequence, forwards or back, in a time that does not depend on how far it is.</summary>
    /// <param name="drawn">How many words lie before it: 0 is the stream's beginning.</param>
    public void MoveTo(ulong drawn)
    {
        _drawn = drawn;
        if (drawn % PhiloxWindow.Length != 0)
        {
            Fill();
        }
    }

    /// <summary>Leaves out words of the sequence, in a time that does not depend on how many.</summary>
    /// <param name="words">How many. The sequence has 2^64 words and then starts again.</param>
    public void Skip(ulong words) => MoveTo(unchecked(_drawn + words));

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong index = _drawn;
        if (index % PhiloxWindow.Length == 0)
        {
            Fill();
        }

        _drawn = unchecked(index + 1);
        return _window[(int)(index % PhiloxWindow.Length)];
    }

    /// <summary>Uniform in [0, 1): one of 2^53 evenly spaced values.</summary>
    public double NextDouble() => unchecked((long)(NextBits() >> 11)) * TwoToMinus53;

    /// <summary>Uniform in (0, 1): the middles of 2^52 equal parts, so that neither a logarithm nor an inverse meets an end.</summary>
    public double NextOpenDouble() => (unchecked((long)(NextBits() >> 12)) + 0.5) * (2 * TwoToMinus53);

    /// <summary>Uniform over 0 .. <paramref name="bound"/> - 1, without bias.</summary>
    /// <param name="bound">At least 1.</param>
    /// <remarks>D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public long NextInt(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextBits(), range, out ulong low);
        if (low < range)
        {
            ulong unfair = unchecked(0 - range) % range;
            while (low < unfair)
            {
                high = Math.BigMul(NextBits(), range, out low);
            }
        }

        return (long)high;
    }

    /// <summary>True with the given chance.</summary>
    /// <param name="chance">0 (never) to 1 (always).</param>
    public bool NextBool(double chance) => NextDouble() < chance;

    /// <summary>Uniform between two values.</summary>
    /// <param name="minimum">The lower end.</param>
    /// <param name="maximum">The upper end; not below the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ends are in the wrong order.</exception>
    public double NextUniform(double minimum, double maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        return minimum + ((maximum - minimum) * NextOpenDouble());
    }

    /// <summary>Exponential.</summary>
    /// <param name="mean">Positive; in any unit, the result has it too.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not positive.</exception>
    public double NextExponential(double mean)
    {
        if (!(mean > 0))
        {
            RefuseMean(mean);
        }

        return -mean * Math.Log(1 - NextOpenDouble());
    }

    /// <summary>Normal.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
    public double NextNormal(double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return mean + (deviation * NormalQuantile.Of(NextOpenDouble()));
    }

    /// <summary>Lognormal: its logarithm is normal.</summary>
    /// <param name="median">The median, e^mu; positive.</param>
    /// <param name="sigma">The standard deviation of the logarithm; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The median is not positive or sigma is negative.</exception>
    public double NextLogNormal(double median, double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(median);
        return median * Math.Exp(NextNormal(0, sigma));
    }

    /// <summary>Pareto of the first kind: P(X > x) = (minimum / x)^shape.</summary>
    /// <param name="minimum">The smallest value; positive.</param>
    /// <param name="shape">The tail's exponent; positive. The mean is infinite up to 1, the variance up to 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public double NextPareto(double minimum, double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        return minimum * Math.Pow(1 - NextOpenDouble(), -1 / shape);
    }

    /// <summary>Weibull: P(X > x) = exp(-(x / scale)^shape).</summary>
    /// <param name="shape">Positive; 1 is exponential.</param>
    /// <param name="scale">Positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public double NextWeibull(double shape, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return scale * Math.Pow(-Math.Log(1 - NextOpenDouble()), 1 / shape);
    }

    /// <summary>This stream as the type that libraries take, such as MathNet's distributions; both draw from one sequence.</summary>
    public System.Random AsSystemRandom() => new SystemRandomAdapter(this);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill() => Philox.FourBlocks(_seed, _drawn / PhiloxWindow.Length * 4, _name, _window);

    // Apart, so that the draw itself stays small; a mean that is no number is refused too.
    private static void RefuseMean(double mean) =>
        throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean of an exponential variate must be positive.");
}
