using Sim.Kernel.Quantities;

namespace Sim.Kernel.Results;

/// <summary>Hands on a window of a timeline, and ends it early where there is too much; remembers what it left out.</summary>
/// <remarks>
/// At the limit the window ends with the state or wake-up at hand. States that are open then are handed on up to that time when
/// they are told, so a timeline that was cut short still covers its window without a gap; it may be one state a vCPU longer
/// than the limit.
/// </remarks>
/// <param name="inner">Who gets the rest.</param>
/// <param name="from">The window's beginning.</param>
/// <param name="to">The window's end.</param>
/// <param name="mostEvents">After how many states and wake-ups the window ends; 1 or more.</param>
public sealed class LimitedTimeline(ITimelineSink inner, SimTime from, SimTime to, long mostEvents) : ITimelineSink
{
    private readonly SimTime _from = from;
    private readonly SimTime _asked = to;
    private SimTime _to = to;
    private bool _cut;

    /// <summary>States and wake-ups handed on.</summary>
    public long Kept { get; private set; }

    /// <summary>States handed on cut short, because the window begins or ends within them.</summary>
    public long Clipped { get; private set; }

    /// <summary>States and wake-ups left out because they lie outside the window.</summary>
    public long OutsideWindow { get; private set; }

    /// <summary>States and wake-ups of the window left out because there were too many.</summary>
    public long OverLimit { get; private set; }

    /// <summary>The end of the window, earlier than asked for where the limit was reached.</summary>
    public SimTime To => _to;

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
            LeaveOut(begin);
            return;
        }

        Clipped += begin > from || end < to ? 1 : 0;
        inner.State(vcpu, state, pcpu, begin, end);
        Keep(end);
    }

    /// <inheritdoc/>
    public void Wake(int waker, int vcpu, SimTime at)
    {
        if (at < _from || at > _to)
        {
            LeaveOut(at);
            return;
        }

        inner.Wake(waker, vcpu, at);
        Keep(at);
    }

    /// <inheritdoc/>
    public void End() => inner.End();

    private void Keep(SimTime now)
    {
        Kept++;
        if (!_cut && Kept >= mostEvents)
        {
            _cut = true;
            _to = now;
        }
    }

    private void LeaveOut(SimTime begin)
    {
        bool over = _cut && begin >= _to && begin < _asked;
        OverLimit += over ? 1 : 0;
        OutsideWindow += over ? 0 : 1;
    }
}
