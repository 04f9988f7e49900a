namespace Sim.Clusters.Interval;

/// <summary>Takes the hosts' outcomes one by one, in host order, on one thread.</summary>
public interface IHostObserver
{
    /// <summary>A host is done.</summary>
    void Observe(in HostOutcome outcome);
}
