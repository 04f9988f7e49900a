using System;

namespace Sim.Hosts.Memory.Guests;

/// <summary>What is left of something that decays exponentially.</summary>
internal static class Fading
{
    private const double Gone = 50; // exp(-50) = 2e-22: beside one, or a million, nothing

    /// <summary>exp(-x), for x of 0 and more; 0 where that is nothing, since hot pages' are and the library is slow to say so.</summary>
    public static double Of(double x) => x < Gone ? Math.Exp(-x) : 0;
}
