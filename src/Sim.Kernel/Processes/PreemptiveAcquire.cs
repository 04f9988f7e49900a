using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits for a server that can be lost again; from <see cref="PreemptiveServers.Acquire"/>.</summary>
public readonly struct PreemptiveAcquire : ICriticalNotifyCompletion, ISuspending
{
    private readonly PreemptiveServers _servers;
    private readonly int _priority;

    internal PreemptiveAcquire(PreemptiveServers servers, int priority)
    {
        _servers = servers;
        _priority = priority;
    }

    /// <summary>False unless an interrupt is to be looked at first.</summary>
    public bool IsCompleted => _servers.Runtime.AboutToWait().Trouble is not null;

    /// <summary>For <c>await</c>.</summary>
    public PreemptiveAcquire GetAwaiter() => this;

    /// <summary>The server, to be released.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited.</exception>
    public PreemptiveLease GetResult()
    {
        ProcessBox box = _servers.Runtime.Current!;
        if (box.HasTrouble)
        {
            _servers.Runtime.Finish();
        }

        var node = (PreemptiveNode)box.Node!;
        box.Node = null; // the servers' own while it is held
        return _servers.HandOut(node);
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box)
    {
        box.Missing = 1;
        box.Node = _servers.BeginHold(box, _priority);
    }
}
