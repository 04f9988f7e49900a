using Sim.Kernel.Quantities;

namespace Sim.Kernel.Results;

/// <summary>Hands on a window of a timeline, and only so many pieces of it, and remembers what it left out.</summary>
/// <param name="inner">Who gets the rest.</param>
/// <param name="from">The window's beginning.</param>
/// <param name="to">The window's end.</param>
/// <param name="mostEvents">How many states and wake-ups to hand on at most.</param>
public sealed class LimitedTimeline(ITimelineSink inner, SimTime from, SimTime to, long mostEvents) : ITimelineSink
{
    private readonly SimTime _from = from;
    private readonly SimTime _to = to;

    /// <summary>States and wake-ups handed on.</summary>
    public long Kept { get; private set; }

    /// <summary>States handed on cut short, because the window begins or ends within them.</summary>
    public long Clipped { get; private set; }

    /// <summary>States and wake-ups left out because they lie outside the window.</summary>
    public long OutsideWindow { get; private set; }

    /// <summary>States and wake-ups of the window left out because there were too many.</summary>
    public long OverLimit { get; private set; }

    /// <inheritdoc/>
    public void DefinePcpu(int pcpu, string name) => inner.DefinePcpu(pcpu, name);

    /// <inheritdoc/>
    public void DefineVcpu(int vcpu, string vm, int index) => inner.DefineVcpu(vcpu, vm, index);

    /// <inheritdoc/>
    public void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to)
    {
        SimTime begin = from > _from ? from : _from;
        SimTime end = to < _to ? to : _to;
        if (end < begin || (end == begin && to > from))
        {
            OutsideWindow++;
        }
        else if (Admit())
        {
            Clipped += begin > from || end < to ? 1 : 0;
            inner.State(vcpu, state, pcpu, begin, end);
        }
    }

    /// <inheritdoc/>
    public void Wake(int waker, int vcpu, SimTime at)
    {
        if (at < _from || at > _to)
        {
            OutsideWindow++;
        }
        else if (Admit())
        {
            inner.Wake(waker, vcpu, at);
        }
    }

    /// <inheritdoc/>
    public void End() => inner.End();

    private bool Admit()
    {
        bool admitted = Kept < mostEvents;
        Kept += admitted ? 1 : 0;
        OverLimit += admitted ? 0 : 1;
        return admitted;
    }
}
