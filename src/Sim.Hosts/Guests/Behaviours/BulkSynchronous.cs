using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>A parallel job with a thread on each vCPU: compute, meet at a barrier, again (bulk synchronous parallel).</summary>
[Plugin("bsp", "Parallel job: a thread on each vCPU computes, then all meet at a barrier; the response time is that of a round.",
    Source = "Valiant, A bridging model for parallel computation, CACM 33(8), 1990")]
public sealed class BulkSynchronous(BulkSynchronousOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        int barrier = guest.AddBarrier(new GuestBarrier(guest.Vcpus, options.Wait, options.SpinLimit));
        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            guest.AddThread(vcpu, new RoundProgram(barrier, Spans.Of(options.Work, options.Spread), guest.Stream("thread", vcpu), vcpu == 0));
        }
    }
}
