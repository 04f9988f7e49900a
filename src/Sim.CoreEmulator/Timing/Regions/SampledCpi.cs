using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>What a sample tells of a program's cycles per instruction.</summary>
/// <param name="Units">Cycles per instruction of each unit, in order.</param>
/// <param name="Stack">Cycles of all units by <see cref="CpiComponent"/>.</param>
/// <param name="Instructions">Steps of the program, timed or not.</param>
/// <param name="Outcome">How the program ended; null where it could go on.</param>
internal sealed record SampledCpi(IReadOnlyList<double> Units, IReadOnlyList<long> Stack, ulong Instructions, RunOutcome? Outcome)
{
    /// <summary>The estimate; NaN without units.</summary>
    public double Mean => Units.Count == 0 ? double.NaN : Units.Average();

    /// <summary>Variance of the units (by n - 1); NaN below two.</summary>
    public double Variance
    {
        get
        {
            double mean = Mean;
            return Units.Count < 2 ? double.NaN : Units.Sum(cpi => (cpi - mean) * (cpi - mean)) / (Units.Count - 1);
        }
    }

    /// <summary>Standard deviation by the mean (V of the paper).</summary>
    public double Variation => Math.Sqrt(Variance) / Mean;

    /// <summary>The units that a relative error needs: (t V / e)^2, section 3.1 of the paper.</summary>
    /// <param name="relativeError">Half the interval's width by the mean.</param>
    /// <param name="critical">Student's quantile for the wanted confidence and this sample's size.</param>
    public long UnitsFor(double relativeError, double critical)
    {
        double root = critical * Variation / relativeError;
        return double.IsNaN(root) ? 0 : Math.Max(2, (long)Math.Ceiling(root * root));
    }
}
