using System;

namespace Sim.Kernel.Processes;

/// <summary>The failure of another process on its way to one that awaits it.</summary>
internal sealed class JoinFailure(Exception error)
{
    public Exception Error { get; } = error;
}
