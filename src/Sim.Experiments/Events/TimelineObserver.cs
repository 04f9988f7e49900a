using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Experiments.Events;

/// <summary>Tells a timeline what the vCPUs of a host do. States of no length are left out: nobody could see them.</summary>
internal sealed class TimelineObserver(ITimelineSink sink) : ICpuObserver
{
    /// <inheritdoc/>
    public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
    {
        if (to > from)
        {
            sink.State(vcpu, Of(state), pcpu, from, to);
        }
    }

    /// <inheritdoc/>
    public void Woke(int waker, int vcpu, SimTime at) => sink.Wake(waker, vcpu, at);

    private static TimelineState Of(VcpuState state) => state switch
    {
        VcpuState.Running => TimelineState.Run,
        VcpuState.Ready => TimelineState.Ready,
        VcpuState.CoStopped => TimelineState.CoStop,
        VcpuState.Capped => TimelineState.Capped,
        VcpuState.SwapWait => TimelineState.SwapWait,
        _ => TimelineState.Blocked,
    };
}
