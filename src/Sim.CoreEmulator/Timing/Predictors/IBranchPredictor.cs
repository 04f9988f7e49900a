using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Foresees the direction of conditional branches.</summary>
/// <remarks>
/// It is told the outcome right after each prediction: histories are those of the way really taken, as a core's are that repairs them
/// after a misprediction. Nothing is foreseen on a wrong way.
/// </remarks>
[PluginKind("branch-predictors", "Foresee the direction of conditional branches.")]
public interface IBranchPredictor
{
    /// <summary>Bits of storage that a real one would need.</summary>
    long StorageBits { get; }

    /// <summary>Whether the branch will be taken.</summary>
    /// <param name="pc">Its address.</param>
    /// <param name="isBackward">Whether its target lies before it. False where that is not known.</param>
    bool Predict(ulong pc, bool isBackward);

    /// <summary>Learns the outcome of the branch just predicted.</summary>
    /// <param name="pc">Its address.</param>
    /// <param name="taken">Whether it was taken.</param>
    void Learn(ulong pc, bool taken);

    /// <summary>Passed a jump, call or return: for histories of the way.</summary>
    /// <param name="pc">Its address.</param>
    /// <param name="target">Where it went.</param>
    void Passed(ulong pc, ulong target);

    /// <summary>Forgets all: a cold start.</summary>
    void Forget();
}
