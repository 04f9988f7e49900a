using System;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>A parallel job whose threads, one on each vCPU, enter short critical sections.</summary>
[Plugin("lock-contention", "Parallel job whose threads enter critical sections; the response time is that of work and section together.")]
public sealed class LockContention(LockContentionOptions options) : IBehaviour
{
    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        for (int @lock = 0; @lock < options.Locks; @lock++)
        {
            guest.AddLock(new GuestLock(options.Wait, options.SpinLimit, options.Fair));
        }

        for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
        {
            guest.AddThread(vcpu, new SectionProgram(
                options.Locks, Spans.Of(options.Work, options.Spread), Spans.Of(options.Held, options.Spread), guest.Stream("thread", vcpu)));
        }
    }
}
