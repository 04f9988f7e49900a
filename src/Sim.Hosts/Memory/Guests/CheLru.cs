using System;

namespace Sim.Hosts.Memory.Guests;

/// <summary>Who is resident under LRU when there is less room than pages, by the characteristic time.</summary>
/// <remarks>
/// H. Che, Y. Tung and Z. Wang, "Hierarchical Web caching systems: modeling, design and experimental results", IEEE JSAC 20(7),
/// 2002: a page that is accessed at rate r is resident with probability 1 - exp(-r t), where t makes the pages resident fill the room.
/// </remarks>
public static class CheLru
{
    private const int MostSteps = 60;
    private const double Longest = 1e100; // times no rate is this still a number

    /// <summary>The characteristic time.</summary>
    /// <param name="pages">Pages of each bucket.</param>
    /// <param name="rates">Accesses to each of its pages in a unit of time; 0: its pages are never resident.</param>
    /// <param name="room">Pages that fit; below the pages of all buckets with a rate.</param>
    /// <param name="start">Where to look first, say the last answer; 0: from the beginning.</param>
    /// <returns>In that unit of time; infinity where all fit.</returns>
    public static double CharacteristicTime(ReadOnlySpan<double> pages, ReadOnlySpan<double> rates, double room, double start)
    {
        double fit = 0;
        for (int bucket = 0; bucket < pages.Length; bucket++)
        {
            fit += rates[bucket] > 0 ? pages[bucket] : 0;
        }

        if (room >= fit)
        {
            return double.PositiveInfinity;
        }

        // The room filled is concave in t: from the left Newton never overshoots, from the right its first step goes left.
        double time = start is > 0 and < double.PositiveInfinity ? start : 0;
        for (int step = 0; step < MostSteps; step++)
        {
            (double filled, double slope) = (0, 0);
            for (int bucket = 0; bucket < pages.Length; bucket++)
            {
                double away = pages[bucket] * Fading.Of(rates[bucket] * time);
                filled += pages[bucket] - away;
                slope += rates[bucket] * away;
            }

            double change = slope > 0 ? (room - filled) / slope : -time;
            time = Math.Clamp(time + change, 0, Longest);
            if (Math.Abs(room - filled) <= 1e-9 * (1 + room))
            {
                break;
            }
        }

        return time;
    }
}
