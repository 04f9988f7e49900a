namespace Sim.CoreEmulator.Machines;

/// <summary>How a run ended.</summary>
/// <param name="End">In what way.</param>
/// <param name="Code">The guest's exit code, or the number of the test that failed; 0 where neither is known.</param>
/// <param name="Message">One sentence for the user; empty where nothing needs saying.</param>
internal sealed record RunOutcome(RunEnd End, int Code, string Message);
