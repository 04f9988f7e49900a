namespace Sim.Benchmarks.Kernel;

/// <summary>The hold model on some queue: N events are pending, and each that happens schedules itself anew.</summary>
internal interface IHold
{
    /// <summary>Lets so many events happen.</summary>
    void Run(long events);

    /// <summary>The sum of the times of all events so far, modulo 2^64: equal for queues that order alike.</summary>
    ulong Checksum { get; }
}
