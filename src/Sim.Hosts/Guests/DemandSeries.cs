using System;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>A VM's demand by sample: the fraction of each vCPU, at nominal speed, that it wants.</summary>
/// <param name="interval">The time each sample holds, above zero.</param>
/// <param name="samples">Fractions, 0 or more; the last holds on.</param>
public sealed class DemandSeries(Duration interval, double[] samples)
{
    /// <summary>The time each sample holds.</summary>
    public Duration Interval { get; } = interval > Duration.Zero ? interval : throw new InvariantException("the interval must be above zero");

    /// <summary>How many samples.</summary>
    public int Count => samples.Length;

    /// <summary>The sample that holds at an instant.</summary>
    public double At(SimTime time) =>
        samples.Length == 0 ? 0 : samples[(int)Math.Min(samples.Length - 1, time.Nanoseconds / Interval.Nanoseconds)];

    /// <summary>When the sample after that of <paramref name="time"/> begins.</summary>
    public SimTime EndOfSample(SimTime time) => new(((time.Nanoseconds / Interval.Nanoseconds) + 1) * Interval.Nanoseconds);
}
