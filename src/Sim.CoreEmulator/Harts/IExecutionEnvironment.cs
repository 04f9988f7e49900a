namespace Sim.CoreEmulator.Harts;

/// <summary>Answers traps in place of the machine's software: user-mode Linux for a program that expects it.</summary>
internal interface IExecutionEnvironment
{
    /// <summary>Answers a trap at the hart's Pc. True when the hart shall go on (Pc set), or was told to stop; false to take the trap as a bare machine does.</summary>
    bool Answer(Hart hart, in TrapInfo trap);
}
