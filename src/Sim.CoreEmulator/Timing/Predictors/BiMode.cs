using System;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Two tables of counters by history, one for branches that are mostly taken and one for the others; a third, by address, says which.</summary>
/// <remarks>
/// The table that was chosen learns the outcome. The choice does too, but where it was wrong and the chosen table was right all the same. Branches of one
/// address block share their choice, as in cores that foresee one branch of a fetch group.
/// </remarks>
[Plugin("bi-mode", "Counters by global history in two tables, for taken and for other branches; a third by address chooses.",
    Source = "C.-C. Lee, I.-C. Chen, T. Mudge, MICRO 1997; T-head-Semi/openc910 ct_ifu_bht.v")]
public sealed class BiMode : IBranchPredictor
{
    private readonly CounterTable _taken;
    private readonly CounterTable _other;
    private readonly CounterTable _choices;
    private readonly int _length;
    private readonly int _block;
    private readonly int _indexBits;
    private readonly ulong _historyMask;
    private readonly uint _addressMask;
    private ulong _history;
    private uint _index;
    private bool _choice;
    private bool _foreseen;

    /// <summary>Builds one.</summary>
    public BiMode(BiModeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _taken = new CounterTable(options.Entries, 2);
        _other = new CounterTable(options.Entries, 2);
        _choices = new CounterTable(options.Choices, 2);
        _length = options.History;
        _block = BitOperations.Log2((uint)options.Block);
        _indexBits = _taken.IndexBits;
        _historyMask = options.History == 0 ? 0 : ulong.MaxValue >> (64 - options.History);
        _addressMask = options.AddressBits == 0 ? 0 : uint.MaxValue >> (32 - options.AddressBits);
        Forget();
    }

    /// <inheritdoc/>
    public long StorageBits => _taken.StorageBits + _other.StorageBits + _choices.StorageBits + _length;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward)
    {
        uint block = (uint)(pc >> _block);
        _index = (block & _addressMask) ^ (uint)OutcomeFold.To(_history, _indexBits);
        _choice = _choices[block];
        _foreseen = _choice ? _taken[_index] : _other[_index];
        return _foreseen;
    }

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        (_choice ? _taken : _other).Learn(_index, taken);
        if (_choice == taken || _foreseen != taken)
        {
            _choices.Learn((uint)(pc >> _block), taken);
        }

        _history = ((_history << 1) | (taken ? 1UL : 0)) & _historyMask;
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _taken.Fill(above: true);
        _other.Forget();
        _choices.Forget();
        _history = 0;
    }
}
