using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>A server: requests arrive from outside whatever its state, wait in a queue, and are answered by workers.</summary>
[Plugin("server", "Requests arrive from outside and wait in a queue for workers; the response time is from arrival to answer.")]
public sealed class Server(ServerOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        int requests = guest.AddChannel();
        Duration gap = new((long)Math.Round(1e9 / options.Rate));
        guest.AddSource(requests, new RandomArrivals(Spans.Of(gap, options.Arrivals), guest.Stream("arrivals")));
        for (int worker = 0; worker < guest.Vcpus * options.Workers; worker++)
        {
            guest.AddThread(worker % guest.Vcpus, new WorkerProgram(
                requests, Spans.Of(options.Service, options.Spread), options.Io, guest.Stream("worker", worker)));
        }
    }
}
