using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Users who think and then want a burst of work done; with a trace, bursts whose mean is the demand.</summary>
[Plugin("interactive", "Users who think, then want a burst of work done; with a trace, bursts whose mean is each sample's demand.")]
public sealed class Interactive(InteractiveOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        if (demand is not null)
        {
            new TraceBursts(new TraceBurstsOptions { Burst = options.Burst, Spread = options.Spread }).Build(guest, demand);
            return;
        }

        for (int user = 0; user < guest.Vcpus * options.Users; user++)
        {
            guest.AddThread(user % guest.Vcpus, new ThinkProgram(
                Spans.Of(options.Think, options.Spread), Spans.Of(options.Burst, options.Spread), guest.Stream("user", user)));
        }
    }
}
