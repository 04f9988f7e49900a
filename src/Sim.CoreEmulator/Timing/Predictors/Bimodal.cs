using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>A table of two-bit counters chosen by the branch's address.</summary>
[Plugin("bimodal", "Two-bit counters by address.", Source = "J. E. Smith, ISCA 1981")]
public sealed class Bimodal : IBranchPredictor
{
    private readonly byte[] _counters = new byte[4096];

    /// <inheritdoc/>
    public long StorageBits => 2 * _counters.Length;

    /// <inheritdoc/>
    public bool Predict(ulong pc) => _counters[Index(pc)] >= 2;

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        ref byte counter = ref _counters[Index(pc)];
        counter = taken ? (byte)Math.Min(counter + 1, 3) : (byte)Math.Max(counter - 1, 0);
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget() => Array.Clear(_counters);

    private int Index(ulong pc) => (int)((pc >> 1) & (ulong)(_counters.Length - 1));
}
