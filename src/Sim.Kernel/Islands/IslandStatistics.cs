namespace Sim.Kernel.Islands;

/// <summary>How the work fell into rounds; the same for any number of threads.</summary>
public sealed record IslandStatistics
{
    /// <summary>How often islands advanced and then waited for each other.</summary>
    public long Rounds { get; init; }

    /// <summary>How many islands had something to do, summed over the rounds.</summary>
    public long Windows { get; init; }

    /// <summary>How many local events and messages happened.</summary>
    public long Events { get; init; }

    /// <summary>How many of them were messages.</summary>
    public long Messages { get; init; }

    /// <summary>The events of each round's busiest island, summed: what is left when threads cost nothing and never end.</summary>
    public long CriticalEvents { get; init; }

    /// <summary>Events in a round on average; below some hundreds, waiting for each other costs more than threads gain.</summary>
    public double EventsPerRound => Rounds == 0 ? 0 : (double)Events / Rounds;

    /// <summary>Islands with something to do in a round on average: more threads than this are idle.</summary>
    public double WindowsPerRound => Rounds == 0 ? 0 : (double)Windows / Rounds;

    /// <summary>By how much threads can speed the run up at most, if each event costs the same; near 1 the delays are too short.</summary>
    public double SpeedUpBound => CriticalEvents == 0 ? 1 : (double)Events / CriticalEvents;
}
