namespace Sim.Statistics.Queues;

/// <summary>A station of a <see cref="ClosedNetwork"/>.</summary>
/// <param name="MeanService">The mean time of one service; positive. At a queue it must be exponential, unless the station shares its processor.</param>
/// <param name="Visits">How often a customer comes here in one cycle, on average; not negative.</param>
/// <param name="Servers">How many serve at the same time; at least 1, or <see cref="Delay"/>.</param>
public readonly record struct ClosedStation(double MeanService, double Visits = 1, int Servers = 1)
{
    /// <summary>As many servers as there are customers: nobody waits. Think times are such a station.</summary>
    public const int Delay = int.MaxValue;

    /// <summary>What one cycle of a customer wants of the station.</summary>
    public double Demand => Visits * MeanService;
}
