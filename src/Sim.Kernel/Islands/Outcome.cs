namespace Sim.Kernel.Islands;

/// <summary>What a thread reports of an island's window; kept side by side, as reading the islands would cost more than some windows.</summary>
/// <param name="Next">When something happens there next, without what others sent in this round; nanoseconds.</param>
/// <param name="Events">How many events and messages happened.</param>
/// <param name="HasFailed">Whether it cannot go on.</param>
internal readonly record struct Outcome(long Next, long Events, bool HasFailed);
