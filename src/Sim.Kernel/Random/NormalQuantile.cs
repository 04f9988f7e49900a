using System;

namespace Sim.Kernel.Random;

/// <summary>The inverse of the standard normal distribution function, to about 1 part in 10^16.</summary>
/// <remarks>
/// PPND16 of M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics
/// 37(3), 1988; the coefficients are his. Each is a ratio of polynomials, highest power first here.
/// </remarks>
internal static class NormalQuantile
{
    private const double CentralHalfWidth = 0.425;
    private const double TailSplit = 5;
    private const double TailShift = 1.6;

    private static ReadOnlySpan<double> CentralNumerator =>
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static ReadOnlySpan<double> NearTailNumerator =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
        3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0,
    ];

    private static ReadOnlySpan<double> NearTailDenominator =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1,
    ];

    private static ReadOnlySpan<double> FarTailNumerator =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0,
    ];

    private static ReadOnlySpan<double> FarTailDenominator =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>The value that a standard normal variate stays below with the given chance.</summary>
    /// <param name="chance">Above 0 and below 1.</param>
    public static double Of(double chance)
    {
        double offset = chance - 0.5;
        if (Math.Abs(offset) <= CentralHalfWidth)
        {
            double square = (CentralHalfWidth * CentralHalfWidth) - (offset * offset);
            return offset * Polynomial(CentralNumerator, square) / Polynomial(CentralDenominator, square);
        }

        double tail = Tail(Math.Sqrt(-Math.Log(Math.Min(chance, 1 - chance))));
        return offset < 0 ? -tail : tail;
    }

    private static double Tail(double root) => root <= TailSplit
        ? Polynomial(NearTailNumerator, root - TailShift) / Polynomial(NearTailDenominator, root - TailShift)
        : Polynomial(FarTailNumerator, root - TailSplit) / Polynomial(FarTailDenominator, root - TailSplit);

    // Written out, as a loop over the coefficients takes half as long again.
    private static double Polynomial(ReadOnlySpan<double> c, double x)
    {
        double upper = (((((c[0] * x) + c[1]) * x) + c[2]) * x) + c[3];
        return (((((((upper * x) + c[4]) * x) + c[5]) * x) + c[6]) * x) + c[7];
    }
}
