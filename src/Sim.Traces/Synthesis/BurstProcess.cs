using System;
using MathNet.Numerics.Distributions;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Synthesis;

/// <summary>Bursts of load: Poisson arrivals, exponential lengths, Pareto heights; one at a time.</summary>
internal sealed class BurstProcess
{
    private const double MostSteps = 1e9;

    private readonly TraceStream _random;
    private readonly double _gapSteps;
    private readonly double _lengthSteps;
    private readonly double _least;
    private readonly double _tail;

    /// <summary>Starts between two bursts.</summary>
    public BurstProcess(TraceGeneratorOptions options, TraceStream random)
    {
        _random = random;
        _gapSteps = options.Bursts == 0 ? MostSteps : Duration.FromHours(24).Seconds / options.Bursts / options.Interval.Seconds;
        _lengthSteps = options.BurstLength.Seconds / options.Interval.Seconds;
        (_least, _tail) = (options.BurstHeight, options.BurstTail);
        NextChange = options.Bursts == 0 ? int.MaxValue : After(0, _gapSteps);
    }

    /// <summary>What the burst adds now, in percent; 0 between bursts.</summary>
    public double Height { get; private set; }

    /// <summary>The step at which the next burst begins or this one ends.</summary>
    public int NextChange { get; private set; }

    /// <summary>Begins or ends a burst.</summary>
    public void Change()
    {
        bool begins = Height == 0;
        Height = begins ? Pareto.Sample(_random, _least, _tail) : 0;
        NextChange = After(NextChange, begins ? _lengthSteps : _gapSteps);
    }

    private int After(int step, double meanSteps) =>
        (int)Math.Min(step + Math.Max(1, Math.Round(Exponential.Sample(_random, 1 / meanSteps))), MostSteps);
}
