using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>One thing that a guest thread does next.</summary>
/// <param name="Kind">What.</param>
/// <param name="Amount">Work or span in ns, or the instant; 0 where it has none.</param>
/// <param name="Target">Id of the lock, barrier or channel; 0 where it has none.</param>
public readonly record struct GuestOp(GuestOpKind Kind, long Amount, int Target)
{
    /// <summary>The thread is over.</summary>
    public static readonly GuestOp End = new(GuestOpKind.End, 0, 0);

    /// <summary>Work, in time at nominal speed.</summary>
    public static GuestOp Compute(Duration work) => new(GuestOpKind.Compute, work.Nanoseconds, 0);

    /// <summary>A sleep.</summary>
    public static GuestOp Sleep(Duration span) => new(GuestOpKind.Sleep, span.Nanoseconds, 0);

    /// <summary>A sleep until an instant.</summary>
    public static GuestOp SleepUntil(SimTime time) => new(GuestOpKind.SleepUntil, time.Nanoseconds, 0);

    /// <summary>A wait for I/O.</summary>
    public static GuestOp Io(Duration span) => new(GuestOpKind.Io, span.Nanoseconds, 0);

    /// <summary>Takes a lock.</summary>
    public static GuestOp Lock(int @lock) => new(GuestOpKind.Lock, 0, @lock);

    /// <summary>Gives a lock back.</summary>
    public static GuestOp Unlock(int @lock) => new(GuestOpKind.Unlock, 0, @lock);

    /// <summary>Waits at a barrier.</summary>
    public static GuestOp Barrier(int barrier) => new(GuestOpKind.Barrier, 0, barrier);

    /// <summary>Sends a message.</summary>
    public static GuestOp Send(int channel) => new(GuestOpKind.Send, 0, channel);

    /// <summary>Takes a message.</summary>
    public static GuestOp Receive(int channel) => new(GuestOpKind.Receive, 0, channel);
}
