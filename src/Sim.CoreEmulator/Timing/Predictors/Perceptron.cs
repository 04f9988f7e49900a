using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>A perceptron for each branch weighs the outcomes of the branches before it.</summary>
/// <remarks>
/// It learns when it was wrong or its sum was not above 1.93 h + 14, the threshold that the paper found best for a history of h. It cannot learn what is not
/// linearly separable, such as the XOR of two outcomes.
/// </remarks>
[Plugin("perceptron", "A perceptron for each branch over global history.", Source = "Jiménez and Lin, HPCA 2001")]
public sealed class Perceptron : IBranchPredictor
{
    private readonly int _entries;
    private readonly int _length;
    private readonly int _stride;
    private readonly int _bits;
    private readonly short _most;
    private readonly short _least;
    private readonly int _threshold;
    private readonly short[] _weights;
    private readonly short[] _bias;

    // Outcomes as +1 and -1, written twice so that the newest h are always in one stretch.
    private readonly short[] _outcomes;
    private int _newest;
    private int _sum;

    /// <summary>Builds one.</summary>
    public Perceptron(PerceptronOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _entries = (int)BitOperations.RoundUpToPowerOf2((uint)options.Entries);
        _length = options.History;
        _stride = (options.History + Vector256<short>.Count - 1) / Vector256<short>.Count * Vector256<short>.Count;
        _bits = options.Bits;
        _most = (short)((1 << (options.Bits - 1)) - 1);
        _least = (short)(-_most - 1);
        _threshold = (int)((1.93 * options.History) + 14);
        _weights = new short[_entries * _stride];
        _bias = new short[_entries];
        _outcomes = new short[2 * _stride];
        Forget();
    }

    /// <inheritdoc/>
    public long StorageBits => ((long)_entries * (_length + 1) * _bits) + _length;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward)
    {
        int entry = Entry(pc);
        Span<Vector256<short>> weights = Weights(entry);
        Span<Vector256<short>> outcomes = MemoryMarshal.Cast<short, Vector256<short>>(_outcomes.AsSpan(_newest, _stride));
        Vector256<int> sum = Vector256<int>.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen(weights[i] * outcomes[i]);
            sum += low + high;
        }

        _sum = Vector256.Sum(sum) + _bias[entry];
        return _sum >= 0;
    }

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        if (_sum >= 0 != taken || Math.Abs(_sum) <= _threshold)
        {
            Train(Entry(pc), taken ? (short)1 : (short)-1);
        }

        _newest = _newest == 0 ? _stride - 1 : _newest - 1;
        _outcomes[_newest] = _outcomes[_newest + _stride] = taken ? (short)1 : (short)-1;
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
        Array.Clear(_weights);
        Array.Clear(_bias);
        Array.Fill(_outcomes, (short)-1);
        _newest = 0;
        _sum = 0;
    }

    private int Entry(ulong pc) => (int)(pc >> 1) & (_entries - 1);

    private Span<Vector256<short>> Weights(int entry) => MemoryMarshal.Cast<short, Vector256<short>>(_weights.AsSpan(entry * _stride, _stride));

    private void Train(int entry, short outcome)
    {
        Span<short> weights = _weights.AsSpan(entry * _stride, _length);
        ReadOnlySpan<short> outcomes = _outcomes.AsSpan(_newest, _length);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (short)Math.Clamp(weights[i] + (outcome * outcomes[i]), _least, _most);
        }

        _bias[entry] = (short)Math.Clamp(_bias[entry] + outcome, _least, _most);
    }
}
