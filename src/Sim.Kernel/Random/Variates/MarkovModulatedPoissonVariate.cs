using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.Kernel.Random.Variates;

/// <summary>The gaps between the arrivals of an MMPP: a Poisson process whose rate follows a Markov chain of phases. Bursty and correlated.</summary>
/// <remarks>
/// W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook", Performance Evaluation 18,
/// 1993. Each draw simulates the phases up to the next arrival with two words a step, one for the time and one for what
/// happens, after one word for the phase to start in; so streams do not stay in step when a rate changes.
/// The moments are those of the gap between two arrivals; the first draw is the time from an arbitrary moment to the next
/// arrival, as the start is in the chain's long-run shares.
/// </remarks>
public sealed class MarkovModulatedPoissonVariate : IVariate
{
    private readonly int _phases;
    private readonly double[] _start;
    private readonly double[] _meanStep;

    // For each phase, where on 0 .. 1 the share of an arrival ends, and then those of a change to phase 0, 1, ...
    private readonly double[][] _outcomes;
    private int _phase = -1;

    /// <summary>A process, before its first draw.</summary>
    /// <param name="rates">Arrivals per unit of time in each phase: not negative, one at least positive.</param>
    /// <param name="switching">
    /// Changes per unit of time from phase i to phase j, row by row: not negative. What stands on the diagonal does not
    /// matter. Each phase must be reachable from each other.
    /// </param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a phase is not reachable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is negative or not finite, or there are no arrivals.</exception>
    public MarkovModulatedPoissonVariate(ReadOnlySpan<double> rates, ReadOnlySpan<double> switching)
    {
        _phases = rates.Length;
        if (_phases == 0 || switching.Length != _phases * _phases)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{switching.Length} given for {_phases} rates; must be their square, and not 0"),
                nameof(switching));
        }

        Parameter.Positive(rates.ToArray().Sum(rate => Parameter.NotNegative(rate, nameof(rates))), nameof(rates));
        double[] changes = OffDiagonal(switching);
        if (!AllReachable(changes, (from, to) => (from * _phases) + to) || !AllReachable(changes, (from, to) => (to * _phases) + from))
        {
            throw new ArgumentException("each phase must be reachable from each other", nameof(switching));
        }

        MarkovModulatedPoissonMoments moments = new([.. rates], changes);
        (Mean, Variance, DispersionIndex) = (moments.Mean, moments.Variance, moments.DispersionIndex);
        _start = Shares.Cumulative(moments.PhaseShares);
        _meanStep = new double[_phases];
        _outcomes = new double[_phases][];
        for (int phase = 0; phase < _phases; phase++)
        {
            double[] weights = [rates[phase], .. changes.AsSpan(phase * _phases, _phases)];
            _meanStep[phase] = 1 / weights.Sum();
            _outcomes[phase] = Shares.Cumulative(weights);
        }
    }

    /// <summary>The mean gap: one over the long-run rate of arrivals.</summary>
    public double Mean { get; }

    /// <summary>The variance of a gap.</summary>
    public double Variance { get; }

    /// <summary>The variance of the number of arrivals in a long time, over its mean: 1 for a Poisson process, larger for bursts.</summary>
    public double DispersionIndex { get; }

    /// <summary>Where the process stands.</summary>
    public MarkovModulatedPoissonState State => new(_phase);

    /// <summary>The interrupted Poisson process: arrivals while it is on, none while it is off.</summary>
    /// <param name="rate">Arrivals per unit of time while on; positive.</param>
    /// <param name="meanOn">The mean time that it is on; positive.</param>
    /// <param name="meanOff">The mean time that it is off; positive.</param>
    /// <remarks>A. Kuczura, "The interrupted Poisson process as an overflow process", Bell System Technical Journal 52(3), 1973.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    public static MarkovModulatedPoissonVariate OnOff(double rate, double meanOn, double meanOff) =>
        new([Parameter.Positive(rate, nameof(rate)), 0], [0, 1 / Parameter.Positive(meanOn, nameof(meanOn)), 1 / Parameter.Positive(meanOff, nameof(meanOff)), 0]);

    /// <summary>Goes to where a process of the same parameters stood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public void Restore(MarkovModulatedPoissonState state)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(state.Phase, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state.Phase, _phases);
        _phase = state.Phase;
    }

    /// <inheritdoc/>
    public double Next(RandomStream stream)
    {
        if (_phase < 0)
        {
            _phase = Pick(_start, stream.NextOpenDouble());
        }

        double gap = 0;
        while (true)
        {
            gap += stream.NextExponential(_meanStep[_phase]);
            int outcome = Pick(_outcomes[_phase], stream.NextOpenDouble());
            if (outcome == 0)
            {
                return gap;
            }

            _phase = outcome - 1;
        }
    }

    private static int Pick(double[] upto, double chance)
    {
        int at = 0;
        while (upto[at] < chance)
        {
            at++;
        }

        return at;
    }

    private double[] OffDiagonal(ReadOnlySpan<double> switching)
    {
        double[] changes = switching.ToArray();
        for (int phase = 0; phase < _phases; phase++)
        {
            changes[(phase * _phases) + phase] = 0;
        }

        foreach (double change in changes)
        {
            Parameter.NotNegative(change, nameof(switching));
        }

        return changes;
    }

    // From phase 0, along the changes or against them.
    private bool AllReachable(double[] changes, Func<int, int, int> cell)
    {
        bool[] reached = new bool[_phases];
        reached[0] = true;
        Stack<int> open = new([0]);
        while (open.TryPop(out int from))
        {
            for (int to = 0; to < _phases; to++)
            {
                if (!reached[to] && changes[cell(from, to)] > 0)
                {
                    reached[to] = true;
                    open.Push(to);
                }
            }
        }

        return Array.TrueForAll(reached, phase => phase);
    }
}
