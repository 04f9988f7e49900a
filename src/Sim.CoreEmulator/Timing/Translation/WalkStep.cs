namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>An entry of a page table that a walk reads.</summary>
/// <param name="Physical">Where it is.</param>
/// <param name="Level">Its level, 0 for the one that maps pages of 4 KiB.</param>
/// <param name="IsGuestStage">Whether it belongs to the G-stage.</param>
/// <param name="For">Of the G-stage: the level of the VS-stage entry that is looked for; -1 for the access itself. Of other entries their own level.</param>
/// <param name="Input">The address that the stage translates: virtual, or guest physical.</param>
internal readonly record struct WalkStep(ulong Physical, int Level, bool IsGuestStage, int For, ulong Input);
