using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Every branch is taken.</summary>
[Plugin("always-taken", "Every branch is taken.", Source = "J. E. Smith, ISCA 1981")]
public sealed class AlwaysTaken : IBranchPredictor
{
    /// <inheritdoc/>
    public long StorageBits => 0;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward) => true;

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
    }
}
