using System;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Synthesis;

/// <summary>The daily and weekly rhythm of load, around a mean of 1 on weekdays; VMs follow it some hours apart.</summary>
internal sealed class LoadPattern
{
    private const int DaysPerWeek = 7;
    private const int Weekdays = 5;

    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration WidestShift = Duration.FromHours(6);

    private readonly double[] _factors;
    private readonly int _shifts;

    /// <summary>Works out the rhythm for all steps and all shifts.</summary>
    public LoadPattern(TraceGeneratorOptions options, int steps)
    {
        _shifts = (int)Math.Min(int.MaxValue / 4, WidestShift / options.Interval);
        _factors = new double[steps + _shifts];
        for (int k = 0; k < _factors.Length; k++)
        {
            Duration time = options.Interval * k;
            double hour = (time % Day).Hours;
            bool weekend = time / Day % DaysPerWeek >= Weekdays;
            _factors[k] = (1 - (options.Diurnal * Math.Cos(2 * Math.PI * hour / 24))) * (weekend ? 1 - options.Weekend : 1);
        }
    }

    /// <summary>The factors from a step on, moved by a part of the widest shift.</summary>
    public ReadOnlySpan<double> From(int step, double shift) => _factors.AsSpan(step + (int)(shift * _shifts));
}
