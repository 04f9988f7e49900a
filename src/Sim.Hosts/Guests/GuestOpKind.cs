namespace Sim.Hosts.Guests;

/// <summary>What a guest thread can do.</summary>
public enum GuestOpKind
{
    /// <summary>The thread is over.</summary>
    End,

    /// <summary>Computes: an amount of work in ns at nominal speed.</summary>
    Compute,

    /// <summary>Sleeps for a span.</summary>
    Sleep,

    /// <summary>Sleeps until an instant; nothing happens where it has passed.</summary>
    SleepUntil,

    /// <summary>Waits for I/O that takes a given span.</summary>
    Io,

    /// <summary>Takes a lock, waiting as the lock's kind says.</summary>
    Lock,

    /// <summary>Gives a lock back.</summary>
    Unlock,

    /// <summary>Waits until all parties of a barrier are there.</summary>
    Barrier,

    /// <summary>Puts a message into a channel.</summary>
    Send,

    /// <summary>Takes a message from a channel, waiting where there is none.</summary>
    Receive,
}
