using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>A table of counters chosen by the branch's address.</summary>
[Plugin("bimodal", "Saturating counters by address.", Source = "J. E. Smith, ISCA 1981")]
public sealed class Bimodal(BimodalOptions options) : IBranchPredictor
{
    private readonly CounterTable _counters = new(options.Entries, options.Bits);

    /// <inheritdoc/>
    public long StorageBits => _counters.StorageBits;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward) => _counters[(uint)(pc >> 1)];

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken) => _counters.Learn((uint)(pc >> 1), taken);

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget() => _counters.Forget();
}
