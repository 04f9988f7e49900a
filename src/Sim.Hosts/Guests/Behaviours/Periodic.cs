using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Computes a fixed amount at the beginning of each period, on every vCPU: multimedia, control loops.</summary>
[Plugin("periodic", "Computes a fixed amount in each period, on every vCPU; the response time is from the period's beginning.")]
public sealed class Periodic(PeriodicOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            long phase = options.Aligned ? 0 : guest.Stream("phase", vcpu).NextInt(options.Period.Nanoseconds);
            guest.AddThread(vcpu, new PeriodicProgram(options.Work, options.Period, new Duration(phase)));
        }
    }
}
