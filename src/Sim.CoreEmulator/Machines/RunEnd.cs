namespace Sim.CoreEmulator.Machines;

/// <summary>How a run ended.</summary>
internal enum RunEnd
{
    /// <summary>The program says that all is well.</summary>
    Passed,

    /// <summary>The program says what failed.</summary>
    Failed,

    /// <summary>The program ended with an exit code.</summary>
    Exited,

    /// <summary>The instructions that it was allowed are used up; it could go on.</summary>
    Limit,

    /// <summary>Nothing can ever happen again.</summary>
    Deadlock,

    /// <summary>It ran for long without a sign of life.</summary>
    Watchdog,

    /// <summary>A debugger wants to look.</summary>
    Paused,

    /// <summary>Whoever started it has had enough.</summary>
    Cancelled,
}
