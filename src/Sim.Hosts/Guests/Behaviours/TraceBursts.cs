using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Turns each sample of a trace into bursts whose mean is the sample; without a trace, does nothing.</summary>
[Plugin("trace-bursts", "Turns each sample of a trace into bursts of work that add up to it; what is not done when its sample ends is lost.")]
public sealed class TraceBursts(TraceBurstsOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        DemandSeries series = demand ?? new DemandSeries(Duration.FromHours(1), []);
        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            guest.AddThread(vcpu, new SampleProgram(series, Spans.Of(options.Burst, options.Spread), guest.Stream("bursts", vcpu)));
        }
    }
}
