using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Tests.Reports.Timeline;

/// <summary>Counts what it is told.</summary>
internal sealed class CountingTimeline : ITimelineSink
{
    public long States { get; private set; }

    public long Wakes { get; private set; }

    public int Ends { get; private set; }

    public SimTime First { get; private set; } = SimTime.Never;

    public SimTime Last { get; private set; } = SimTime.Zero;

    public void DefinePcpu(int pcpu, string name)
    {
        // Only what happens is counted.
    }

    public void DefineVcpu(int vcpu, string vm, int index)
    {
        // Only what happens is counted.
    }

    public void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to)
    {
        States++;
        First = from < First ? from : First;
        Last = to > Last ? to : Last;
    }

    public void Wake(int waker, int vcpu, SimTime at) => Wakes++;

    public void End() => Ends++;
}
