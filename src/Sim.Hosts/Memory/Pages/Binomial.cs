using System;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>How many of so many trials succeed: exact inversion, one random number for up to 512 trials.</summary>
internal static class Binomial
{
    private const int Most = 512; // trials at once: 2^-512 is far from underflow

    /// <summary>Draws it.</summary>
    /// <param name="trials">How many trials.</param>
    /// <param name="chance">Of each, 0 to 1.</param>
    /// <param name="draw">Where random numbers come from.</param>
    public static int Draw(int trials, double chance, RandomStream draw)
    {
        int sum = 0;
        for (int left = trials; left > 0; left -= Most)
        {
            int now = Math.Min(left, Most);
            sum += chance > 0.5 ? now - Invert(now, 1 - chance, draw.NextDouble()) : Invert(now, chance, draw.NextDouble());
        }

        return sum;
    }

    // The number at which the distribution function passes u: L. Devroye, Non-Uniform Random Variate Generation, 1986, X.4.3.
    private static int Invert(int trials, double chance, double u)
    {
        if (chance <= 0)
        {
            return 0;
        }

        double odds = chance / (1 - chance);
        double term = Math.Exp(trials * Math.Log(1 - chance));
        int count = 0;
        while (u >= term && count < trials)
        {
            u -= term;
            count++;
            term *= odds * (trials - count + 1) / count;
        }

        return count;
    }
}
