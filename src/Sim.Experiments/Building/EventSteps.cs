using System;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>How often an event run writes down where it stands.</summary>
internal static class EventSteps
{
    private const int Most = 120;
    private const int Fewest = 20;

    /// <summary>The scenario's recording interval, else the 20th to 120th part of the run that divides its length and warm-up.</summary>
    public static Duration Of(Scenario scenario, Duration length)
    {
        if (scenario.Record.Interval is { } interval)
        {
            return interval;
        }

        for (int steps = Most; steps >= Fewest; steps--)
        {
            Duration step = new(length.Nanoseconds / steps);
            if (step > Duration.Zero && length % step == Duration.Zero && scenario.Warmup % step == Duration.Zero)
            {
                return step;
            }
        }

        return new Duration(Math.Max(1, length.Nanoseconds / Fewest));
    }
}
