using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>A table of counters chosen by the branch's address and the outcomes of the branches before it, one XORed with the other.</summary>
/// <remarks>The youngest outcome meets the highest bit of the index, as McFarling draws it, so that short histories do not hide the address.</remarks>
[Plugin("gshare", "Saturating counters by address and global history.", Source = "S. McFarling, WRL TN-36, 1993")]
public sealed class Gshare : IBranchPredictor
{
    private readonly CounterTable _counters;
    private readonly int _length;
    private readonly int _indexBits;
    private readonly ulong _mask;
    private ulong _history;

    /// <summary>Builds one.</summary>
    public Gshare(GshareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _counters = new CounterTable(options.Entries, options.Bits);
        _length = options.History;
        _indexBits = _counters.IndexBits;
        _mask = options.History == 0 ? 0 : ulong.MaxValue >> (64 - options.History);
    }

    /// <inheritdoc/>
    public long StorageBits => _counters.StorageBits + _length;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward) => _counters[Index(pc)];

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        _counters.Learn(Index(pc), taken);
        _history = ((_history << 1) | (taken ? 1UL : 0)) & _mask;
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _counters.Forget();
        _history = 0;
    }

    private uint Index(ulong pc)
    {
        ulong history = _length <= _indexBits ? _history << (_indexBits - _length) : OutcomeFold.To(_history, _indexBits);
        return (uint)((pc >> 1) ^ history);
    }
}
