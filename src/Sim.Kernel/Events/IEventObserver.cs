namespace Sim.Kernel.Events;

/// <summary>Watches the events of a simulation happen: a log, a checksum, a trace. It must not schedule anything.</summary>
public interface IEventObserver
{
    /// <summary>Told of each event just before it happens.</summary>
    /// <param name="key">Its place in the total order.</param>
    /// <param name="handler">Who acts.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="payload">What it does it with.</param>
    void Observe(EventKey key, IEventHandler handler, int operation, long payload);
}
