using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Replays recorded values in their order: no chance, and no word of the stream.</summary>
public sealed class TraceVariate : IVariate
{
    private readonly double[] _values;
    private readonly TraceEnd _end;
    private long _drawn;

    /// <summary>A trace, from its beginning.</summary>
    /// <param name="values">Finite, at least one.</param>
    /// <param name="end">What happens after the last.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public TraceVariate(ReadOnlySpan<double> values, TraceEnd end)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("a trace needs at least one value", nameof(values));
        }

        (_values, _end) = (values.ToArray(), end);
        foreach (double value in _values)
        {
            Mean += Parameter.Finite(value, nameof(values)) / _values.Length;
        }

        foreach (double value in _values)
        {
            Variance += (value - Mean) * (value - Mean) / _values.Length;
        }
    }

    /// <summary>That of the values.</summary>
    public double Mean { get; }

    /// <summary>That of the values: the mean square distance from their mean.</summary>
    public double Variance { get; }

    /// <summary>Whether there is a next value: always, where it repeats.</summary>
    public bool HasNext => _end == TraceEnd.Repeat || _drawn < _values.Length;

    /// <summary>Where the trace stands.</summary>
    public TraceVariateState State => new(_drawn);

    /// <summary>Goes to where a trace of the same values stood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The state is not one of such a trace.</exception>
    public void Restore(TraceVariateState state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state.Drawn);
        if (_end == TraceEnd.Stop)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(state.Drawn, _values.Length);
        }

        _drawn = state.Drawn;
    }

    /// <summary>The next value.</summary>
    /// <param name="stream">Not used.</param>
    /// <exception cref="InvalidOperationException">There is none: <see cref="HasNext"/> was false.</exception>
    public double Next(RandomStream stream) => HasNext
        ? _values[_drawn++ % _values.Length]
        : throw new InvalidOperationException($"the trace has ended after its {_values.Length} values; ask HasNext first");
}
