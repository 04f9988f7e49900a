using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Backward branches are taken, forward ones are not: loops mostly go on.</summary>
[Plugin("static", "Backward branches taken, forward ones not.", Source = "J. E. Smith, ISCA 1981")]
public sealed class StaticPredictor : IBranchPredictor
{
    /// <inheritdoc/>
    public long StorageBits => 0;

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward) => isBackward;

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
