namespace Sim.Kernel.Results;

/// <summary>What a vCPU does for a while.</summary>
public enum TimelineState : byte
{
    /// <summary>It runs on a pCPU.</summary>
    Run,

    /// <summary>It could run and waits for a pCPU.</summary>
    Ready,

    /// <summary>It could run but is held back until its VM's other vCPUs catch up.</summary>
    CoStop,

    /// <summary>It could run but its VM has used up its limit.</summary>
    Capped,

    /// <summary>It has nothing to do.</summary>
    Blocked,

    /// <summary>It waits for a page of its memory.</summary>
    SwapWait,
}
