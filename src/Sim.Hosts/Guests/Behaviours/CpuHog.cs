using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Computes without end on every vCPU.</summary>
[Plugin("cpu-hog", "Computes without end on every vCPU.")]
public sealed class CpuHog(CpuHogOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        for (int thread = 0; thread < guest.Vcpus * options.Threads; thread++)
        {
            guest.AddThread(thread % guest.Vcpus, new HogProgram());
        }
    }
}
