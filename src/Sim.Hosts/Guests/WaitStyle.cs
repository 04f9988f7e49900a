namespace Sim.Hosts.Guests;

/// <summary>How a thread waits for a lock or at a barrier.</summary>
public enum WaitStyle
{
    /// <summary>Spins until it has it, burning CPU.</summary>
    Spin,

    /// <summary>Spins up to a limit, then sleeps; the guest runs another thread meanwhile.</summary>
    SpinThenBlock,

    /// <summary>Sleeps at once.</summary>
    Block,

    /// <summary>Spins up to a limit, then halts the whole vCPU until the one before it kicks (pv-qspinlock).</summary>
    Paravirtual,
}
