using System;

namespace Sim.Hosts.Memory.Guests;

/// <summary>What part of the accesses to a working set misses when only a part of it is resident, the hottest pages first.</summary>
public static class MissCurve
{
    /// <summary>The part that misses.</summary>
    /// <param name="guest">Gives the shape and its constant.</param>
    /// <param name="resident">Resident part of the working set, 0 to 1.</param>
    /// <param name="pages">Pages of the working set, which Zipf's law needs to know.</param>
    public static double At(GuestMemory guest, double resident, double pages)
    {
        ArgumentNullException.ThrowIfNull(guest);
        return guest.Shape switch
        {
            MissCurveShape.Hyperbolic => (1 - resident) / (1 + (guest.Skew * resident)),
            MissCurveShape.Zipf => Zipf(guest.Skew, resident, Math.Max(2, pages)),
            MissCurveShape.Table when guest.Misses.Count > 1 => Interpolated(guest, resident),
            _ => 1 - resident,
        };
    }

    // Sums of 1 / rank^c by their integral, from half a rank before the first to half a rank behind the last.
    private static double Zipf(double exponent, double resident, double pages)
    {
        double all = Harmonic(exponent, pages);
        return 1 - (Harmonic(exponent, resident * pages) / all);
    }

    private static double Harmonic(double exponent, double ranks) => Math.Abs(exponent - 1) < 1e-9
        ? Math.Log((ranks + 0.5) / 0.5)
        : (Math.Pow(ranks + 0.5, 1 - exponent) - Math.Pow(0.5, 1 - exponent)) / (1 - exponent);

    private static double Interpolated(GuestMemory guest, double resident)
    {
        double at = resident * (guest.Misses.Count - 1);
        int below = Math.Min((int)at, guest.Misses.Count - 2);
        double part = at - below;
        return ((1 - part) * guest.Misses[below]) + (part * guest.Misses[below + 1]);
    }
}
