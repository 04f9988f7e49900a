using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Refuses parameters that define no distribution; infinity and NaN never do.</summary>
internal static class Parameter
{
    /// <summary>The value, if it is finite.</summary>
    public static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "must be a finite number");

    /// <summary>The value, if it is finite and above 0.</summary>
    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "must be a finite number above 0");

    /// <summary>The value, if it is finite and not below 0.</summary>
    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "must be a finite number of at least 0");
}
