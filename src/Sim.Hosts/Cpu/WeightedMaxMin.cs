using System;
using Sim.Kernel;

namespace Sim.Hosts.Cpu;

/// <summary>
/// Shares a capacity by weighted max-min ("water filling") with floors and ceilings, exactly:
/// <c>x_i = clamp(lambda * w_i, low_i, high_i)</c> with lambda such that <c>sum x_i = min(C, sum high_i)</c>.
/// </summary>
/// <remarks>
/// Rule: design/models.md 0.2. Algorithm: variable fixing (Bitran and Hax, "Disaggregation and resource allocation using
/// convex knapsack problems with bounded variables", Management Science 27(4), 1981; linear-time proof in Kiwiel,
/// "Variable fixing algorithms for the continuous quadratic knapsack problem", JOTA 136, 2008). Each round fixes at least
/// one variable at a bound it will keep, so there are at most n rounds of O(n); two or three are usual. Nothing is
/// allocated. Where the floors alone exceed the capacity, they are themselves shared by weighted max-min.
/// </remarks>
public static class WeightedMaxMin
{
    /// <summary>Fills <paramref name="grants"/>.</summary>
    /// <param name="capacity">What there is to share, 0 or more, in any unit; the bounds are in the same.</param>
    /// <param name="weights">Above zero.</param>
    /// <param name="floors">0 up to the ceiling.</param>
    /// <param name="ceilings">0 or more, finite.</param>
    /// <param name="grants">The result; must not overlap the inputs.</param>
    /// <param name="free">Scratch, at least as long as the others.</param>
    public static void Solve(
        double capacity,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> floors,
        ReadOnlySpan<double> ceilings,
        Span<double> grants,
        Span<int> free)
    {
        Check.That(capacity >= 0);
        if (Sum(ceilings) <= capacity)
        {
            ceilings.CopyTo(grants);
            return;
        }

        if (Sum(floors) >= capacity)
        {
            grants.Clear();
            Fill(capacity, weights, default, floors, grants, free);
            return;
        }

        Fill(capacity, weights, floors, ceilings, grants, free);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static double FloorOf(ReadOnlySpan<double> floors, int i) => floors.IsEmpty ? 0 : floors[i];

    // Precondition: sum of floors <= capacity < sum of ceilings.
    private static void Fill(
        double capacity,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> floors,
        ReadOnlySpan<double> ceilings,
        Span<double> grants,
        Span<int> free)
    {
        int count = weights.Length;
        double weight = 0;
        for (int i = 0; i < count; i++)
        {
            free[i] = i;
            weight += weights[i];
        }

        double left = capacity;
        while (count > 0)
        {
            double lambda = Math.Max(0, left) / weight;
            double short_ = 0;
            double over = 0;
            for (int k = 0; k < count; k++)
            {
                int i = free[k];
                double share = lambda * weights[i];
                grants[i] = share;
                over += Math.Max(0, share - ceilings[i]);
                short_ += Math.Max(0, FloorOf(floors, i) - share);
            }

            if (over == 0 && short_ == 0)
            {
                return;
            }

            count = Fix(over >= short_, weights, floors, ceilings, grants, free[..count], ref left, ref weight);
        }
    }

    // Fixes the variables beyond the bound that the sum says is binding; returns how many stay free.
    private static int Fix(
        bool atCeiling,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> floors,
        ReadOnlySpan<double> ceilings,
        Span<double> grants,
        Span<int> free,
        ref double left,
        ref double weight)
    {
        int kept = 0;
        double keptWeight = 0;
        foreach (int i in free)
        {
            double bound = atCeiling ? ceilings[i] : FloorOf(floors, i);
            bool beyond = atCeiling ? grants[i] >= bound : grants[i] <= bound;
            if (beyond)
            {
                grants[i] = bound;
                left -= bound;
            }
            else
            {
                free[kept++] = i;
                keptWeight += weights[i];
            }
        }

        weight = keptWeight;
        return kept;
    }
}
