using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.Hosts.Memory;

/// <summary>The states of a host by its free memory, with hysteresis: down at a threshold, up again well above it.</summary>
/// <remarks>Waldspurger, "Memory resource management in VMware ESX Server", OSDI 2002, section 6; models.md B1, B2.</remarks>
public sealed class MemoryLadder
{
    private const double Rounding = 1e-9; // who frees pages up to a threshold, has reached it

    private readonly double[] _enter; // free pages below which each state is entered; that of High is unused

    /// <summary>With thresholds in pages for clear, soft, hard and low, from large to small; 0 leaves a state out.</summary>
    /// <param name="thresholds">Four of them.</param>
    /// <param name="hysteresis">By what part of a threshold free memory must exceed it before its state is left.</param>
    public MemoryLadder(IReadOnlyList<double> thresholds, double hysteresis)
    {
        System.ArgumentNullException.ThrowIfNull(thresholds);
        Check.That(thresholds.Count == 4);
        _enter = [double.PositiveInfinity, .. thresholds];
        Hysteresis = hysteresis;
    }

    /// <summary>The state.</summary>
    public LadderState State { get; private set; }

    /// <summary>By what part of a threshold free memory must exceed it before its state is left.</summary>
    public double Hysteresis { get; }

    /// <summary>Free pages below which a state is entered; <see cref="LadderState.High"/> has none.</summary>
    public double Threshold(LadderState state) => _enter[(int)state];

    /// <summary>Free pages that end every shortage: those at which the host is back in <see cref="LadderState.High"/>.</summary>
    public double Goal => Exit(LadderState.Clear);

    /// <summary>Free pages at which a state, or the next below it that is in use, is left upwards; 0 where there is none.</summary>
    public double Exit(LadderState state) => Below(System.Math.Max(1, (int)state)) is > 0 and int used ? _enter[used] * (1 + Hysteresis) : 0;

    /// <summary>Looks at the free pages.</summary>
    /// <returns>The new state.</returns>
    public LadderState Update(double free)
    {
        while (State < LadderState.Low && Below((int)State + 1) is > 0 and int next && free < _enter[next])
        {
            State = (LadderState)next;
        }

        while (State > LadderState.High && free >= _enter[(int)State] * (1 + Hysteresis) * (1 - Rounding))
        {
            State = (LadderState)Above((int)State - 1);
        }

        return State;
    }

    // The first state at or below that is in use; 0: none.
    private int Below(int state)
    {
        while (state < _enter.Length && _enter[state] <= 0)
        {
            state++;
        }

        return state < _enter.Length ? state : 0;
    }

    private int Above(int state)
    {
        while (state > 0 && _enter[state] <= 0)
        {
            state--;
        }

        return state;
    }
}
