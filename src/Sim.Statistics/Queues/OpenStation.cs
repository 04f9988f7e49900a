namespace Sim.Statistics.Queues;

/// <summary>A station of a <see cref="JacksonNetwork"/>.</summary>
/// <param name="MeanService">The mean service time, exponential; positive.</param>
/// <param name="ExternalRate">Arrivals from outside in a unit of time, a Poisson stream; not negative.</param>
/// <param name="Servers">How many serve at the same time; at least 1.</param>
public readonly record struct OpenStation(double MeanService, double ExternalRate = 0, int Servers = 1);
