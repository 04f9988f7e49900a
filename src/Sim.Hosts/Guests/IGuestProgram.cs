namespace Sim.Hosts.Guests;

/// <summary>What one guest thread does, one step after the other. Keeps its own state; must not allocate in steady state.</summary>
public interface IGuestProgram
{
    /// <summary>Told that the previous step is done, says what comes next.</summary>
    /// <param name="moment">The time, the message just received, and where responses are written down.</param>
    GuestOp Next(GuestMoment moment);
}
