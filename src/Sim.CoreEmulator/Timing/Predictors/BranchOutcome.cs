namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>How well the way behind a branch was foreseen, and so where in the pipeline it was put right.</summary>
internal enum BranchOutcome : byte
{
    /// <summary>Fetching went on at the right place.</summary>
    Foreseen,

    /// <summary>Fetching went on at the right place, but a cycle or more later, because the target came from a slower structure: see <c>takenBubble</c>.</summary>
    ForeseenTaken,

    /// <summary>Put right at decode: a direct jump or taken branch whose target the BTB did not have.</summary>
    AtDecode,

    /// <summary>Put right when the branch was executed: wrong direction, or wrong target of an indirect jump or a return.</summary>
    AtExecute,
}
