namespace Sim.Scenarios;

/// <summary>What one step of the simulation is.</summary>
public enum Resolution
{
    /// <summary>One trace sample on one host, solved as a fluid allocation.</summary>
    Interval,

    /// <summary>One scheduling, paging or I/O event on one host.</summary>
    Event,
}
