namespace Sim.Kernel.Processes;

/// <summary>How far a process has come.</summary>
internal enum ProcessState : byte
{
    /// <summary>Its method was called; nothing has run.</summary>
    Created,

    /// <summary>It lives side by side with others, from the call that started it.</summary>
    Started,

    /// <summary>It runs as a part of the process that awaits it.</summary>
    Part,

    /// <summary>It has returned or failed.</summary>
    Ended,
}
