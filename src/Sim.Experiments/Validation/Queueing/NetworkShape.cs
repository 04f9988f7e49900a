using System.Collections.Generic;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>The stations of a network and the chances of going from one to the next.</summary>
/// <param name="Stations">Each one's service, servers and arrivals from outside; <see cref="ClosedStation.Delay"/> servers are think time.</param>
/// <param name="Routing">Rows as <see cref="JacksonNetwork"/> takes them; those of a closed network sum to 1.</param>
internal sealed record NetworkShape(IReadOnlyList<OpenStation> Stations, IReadOnlyList<IReadOnlyList<double>> Routing);
