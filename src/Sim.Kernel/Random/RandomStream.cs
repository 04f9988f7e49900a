using System;

namespace Sim.Kernel.Random;

/// <summary>A sequence of random numbers for one purpose; get it from <see cref="RandomStreams"/>. Not thread-safe.</summary>
/// <remarks>
/// Every method but <see cref="NextInt"/> draws exactly one word of the sequence, by inversion of the distribution function.
/// So the tenth draw is the same whatever the first nine were for, and a larger parameter gives a larger value from the
/// same draw: what common random numbers need. (<see cref="NextInt"/> draws again with a chance below bound / 2^64.)
/// </remarks>
public sealed class RandomStream
{
    private const double TwoToMinus53 = 1.0 / (1L << 53);

    private readonly ulong _seed;
    private readonly ulong _name;
    private ulong _drawn;
    private ulong _second; // the unused half of the last block, while _drawn is odd

    internal RandomStream(ulong seed, ulong name)
    {
        (_seed, _name) = (seed, name);
    }

    /// <summary>Continues a stream from a state saved before.</summary>
    public RandomStream(RandomStreamState state)
        : this(state.Seed, state.Name)
    {
        _drawn = state.Drawn;
        if (_drawn % 2 == 1)
        {
            (_, _second) = Philox.Block(_seed, _drawn / 2, _name);
        }
    }

    /// <summary>Where the stream stands.</summary>
    public RandomStreamState State => new(_seed, _name, _drawn);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong index = _drawn++;
        if (index % 2 == 1)
        {
            return _second;
        }

        (ulong first, _second) = Philox.Block(_seed, index / 2, _name);
        return first;
    }

    /// <summary>Uniform in [0, 1): one of 2^53 evenly spaced values.</summary>
    public double NextDouble() => (NextBits() >> 11) * TwoToMinus53;

    /// <summary>Uniform in (0, 1): the middles of 2^52 equal parts, so that neither a logarithm nor an inverse meets an end.</summary>
    public double NextOpenDouble() => ((NextBits() >> 12) + 0.5) * (2 * TwoToMinus53);

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

    /// <summary>Exponential.</summary>
    /// <param name="mean">Positive; in any unit, the result has it too.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not positive.</exception>
    public double NextExponential(double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
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

    /// <summary>This stream as the type that libraries take, such as MathNet's distributions; both draw from one sequence.</summary>
    public System.Random AsSystemRandom() => new SystemRandomAdapter(this);
}
