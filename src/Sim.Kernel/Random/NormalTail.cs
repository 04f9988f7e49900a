using System;

namespace Sim.Kernel.Random;

/// <summary>The standard normal distribution function and its density.</summary>
internal static class NormalTail
{
    private const double RootTwoPi = 2.50662827463100050242;

    /// <summary>The density.</summary>
    public static double Density(double z) => Math.Exp(-0.5 * z * z) / RootTwoPi;

    /// <summary>The chance to be above a value, accurate in the upper tail too; by half the square being a gamma variate of shape 1/2.</summary>
    public static double Above(double z)
    {
        (double below, double above, _) = GammaFunction.At(0.5, Math.Log(0.5 * z * z));
        return z > 0 ? 0.5 * above : 0.5 * (1 + below);
    }
}
