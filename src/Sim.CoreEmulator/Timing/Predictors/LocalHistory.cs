using System;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>For each branch its own last outcomes, and by these a counter of its own: two levels, both by address (PAp).</summary>
[Plugin("local", "Counters by a branch's own last outcomes, a set of counters for each entry.",
    Source = "T.-Y. Yeh, Y. N. Patt, MICRO 1991; openhwgroup/cva6 core/frontend/bht2lvl.sv")]
public sealed class LocalHistory : IBranchPredictor
{
    private readonly CounterTable _counters;
    private readonly byte[] _histories;
    private readonly int _length;
    private readonly uint _historyMask;

    /// <summary>Builds one.</summary>
    public LocalHistory(LocalHistoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _histories = new byte[BitOperations.RoundUpToPowerOf2((uint)options.Entries)];
        _counters = new CounterTable(_histories.Length << options.History, 2);
        _length = options.History;
        _historyMask = (1U << options.History) - 1;
        Forget();
    }

    /// <inheritdoc/>
    public long StorageBits => _counters.StorageBits + ((long)_histories.Length * _length);

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward) => _counters[Index(pc)];

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        _counters.Learn(Index(pc), taken);
        ref byte history = ref _histories[Entry(pc)];
        history = (byte)(((uint)(history << 1) | (taken ? 1U : 0U)) & _historyMask);
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _counters.Fill(above: true);
        Array.Clear(_histories);
    }

    private uint Entry(ulong pc) => (uint)(pc >> 1) & (uint)(_histories.Length - 1);

    private uint Index(ulong pc)
    {
        uint entry = Entry(pc);
        return (entry << _length) | _histories[entry];
    }
}
