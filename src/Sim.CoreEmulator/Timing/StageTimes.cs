namespace Sim.CoreEmulator.Timing;

/// <summary>The cycles at which an instruction passed the stages of a pipeline, in ascending order.</summary>
/// <param name="Fetch">It was asked for.</param>
/// <param name="Decode">It had arrived and was decoded.</param>
/// <param name="Dispatch">It entered the window: renamed, given its entries (out of order); or reached the issue stage (in order).</param>
/// <param name="Issue">Its operands and its unit were ready.</param>
/// <param name="Complete">Its result was there.</param>
/// <param name="Retire">It was done for good.</param>
/// <param name="Cause">What delayed it most, if anything.</param>
internal readonly record struct StageTimes(long Fetch, long Decode, long Dispatch, long Issue, long Complete, long Retire, CpiComponent Cause);
