using System.Collections.Generic;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Results;

/// <summary>Tells a timeline to several takers, in order.</summary>
/// <param name="sinks">The takers.</param>
public sealed class TimelineTee(IReadOnlyList<ITimelineSink> sinks) : ITimelineSink
{
    /// <inheritdoc/>
    public void DefinePcpu(int pcpu, string name)
    {
        foreach (ITimelineSink sink in sinks)
        {
            sink.DefinePcpu(pcpu, name);
        }
    }

    /// <inheritdoc/>
    public void DefineVcpu(int vcpu, string vm, int index)
    {
        foreach (ITimelineSink sink in sinks)
        {
            sink.DefineVcpu(vcpu, vm, index);
        }
    }

    /// <inheritdoc/>
    public void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to)
    {
        foreach (ITimelineSink sink in sinks)
        {
            sink.State(vcpu, state, pcpu, from, to);
        }
    }

    /// <inheritdoc/>
    public void Wake(int waker, int vcpu, SimTime at)
    {
        foreach (ITimelineSink sink in sinks)
        {
            sink.Wake(waker, vcpu, at);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (ITimelineSink sink in sinks)
        {
            sink.End();
        }
    }
}
