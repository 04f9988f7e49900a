using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Weights as shares of 1, and which share a chance falls in.</summary>
/// <remarks>H.-C. Chen and Y. Asau, "On generating random variates from an empirical distribution", AIIE Transactions 6(2), 1974: a guide table.</remarks>
internal sealed class Shares
{
    private readonly double[] _upto;
    private readonly int[] _guide;

    /// <summary>Prepares the search.</summary>
    /// <param name="upto">Where each share ends: ascending, the last one 1. Kept, not copied.</param>
    public Shares(double[] upto)
    {
        _upto = upto;
        _guide = new int[upto.Length];
        int at = 0;
        for (int i = 0; i < _guide.Length; i++)
        {
            while (_upto[at] < (double)i / _guide.Length)
            {
                at++;
            }

            _guide[i] = at;
        }
    }

    /// <summary>Where each weight's share ends: ascending, the last one exactly 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite, or all are 0.</exception>
    public static double[] Cumulative(ReadOnlySpan<double> weights)
    {
        double[] upto = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += Parameter.NotNegative(weights[i], nameof(weights));
            upto[i] = sum;
        }

        Parameter.Positive(sum, nameof(weights));
        for (int i = 0; i < upto.Length; i++)
        {
            // Weights of 0 at the end have a share of nothing, not of what rounding left.
            upto[i] = upto[i] < sum ? upto[i] / sum : 1;
        }

        return upto;
    }

    /// <summary>The first share that ends at the chance or above: one or two steps on average, whatever their number.</summary>
    /// <param name="chance">Above 0 and below 1.</param>
    public int Find(double chance)
    {
        int at = _guide[(int)(chance * _guide.Length)];
        while (_upto[at] < chance)
        {
            at++;
        }

        // The product above may have been rounded up into the next cell.
        while (at > 0 && _upto[at - 1] >= chance)
        {
            at--;
        }

        return at;
    }
}
