using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Pairs of threads that send a message to and fro: the two of a pair on neighbouring vCPUs.</summary>
[Plugin("ping-pong", "Pairs of threads on neighbouring vCPUs send a message to and fro; the response time is from sending to the answer.")]
public sealed class PingPong(PingPongOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        for (int pair = 0; pair < Math.Max(1, guest.Vcpus / 2); pair++)
        {
            int there = guest.AddChannel();
            int back = guest.AddChannel();
            guest.AddThread(2 * pair, new MessageProgram(there, back, options.Work, begins: true));
            guest.AddThread(((2 * pair) + 1) % guest.Vcpus, new MessageProgram(back, there, options.Work, begins: false));
        }
    }
}
