using System;

namespace Sim.Hosts.Power;

/// <summary>Joules from a host's power at equally spaced samples.</summary>
/// <remarks>
/// A sample holds for the step after it. With <see cref="EnergyIntegration.Trapezoid"/> the power runs straight to the
/// next sample, unless the host is off there or the run ends: then it keeps its value to the step's end. A host that is
/// off takes nothing. (CloudSim 3.0.3 lets a host fall straight to zero utilisation and rise from it for free.)
/// </remarks>
public static class EnergyMeter
{
    /// <summary>The energy of a run of samples in joules.</summary>
    /// <param name="watts">Power at each sample; NaN while the host is off.</param>
    /// <param name="stepSeconds">Seconds between samples.</param>
    /// <param name="integration">What power does between samples.</param>
    public static double Joules(ReadOnlySpan<double> watts, double stepSeconds, EnergyIntegration integration)
    {
        double sum = 0;
        for (int i = 0; i < watts.Length; i++)
        {
            if (!double.IsNaN(watts[i]))
            {
                bool straight = integration == EnergyIntegration.Trapezoid && i + 1 < watts.Length && !double.IsNaN(watts[i + 1]);
                sum += straight ? (watts[i] + watts[i + 1]) / 2 : watts[i];
            }
        }

        return sum * stepSeconds;
    }
}
