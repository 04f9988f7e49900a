using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>A user of preemptive servers, in service or in their queue. Pooled by them.</summary>
internal sealed class PreemptiveNode(ProcessRuntime runtime, PreemptiveServers servers) : WaitNode(runtime)
{
    public int Priority;

    /// <summary>Its place among all users by arrival.</summary>
    public long Arrival;

    /// <summary>Whether it has a server.</summary>
    public bool InService;

    /// <summary>Whether it got a server once; its waiting time is then known.</summary>
    public bool HadService;

    /// <summary>Whether its holder knows of the server; before, it can be lost without the lease having been made.</summary>
    public bool HandedOut;

    /// <summary>When the service ends that it is in.</summary>
    public SimTime EndsAt;

    /// <summary>The process to interrupt, where it holds a server until it releases it; null for a service of known length.</summary>
    public ProcessBox? Holder;

    /// <summary>Which process of that object's.</summary>
    public uint HolderVersion;

    /// <inheritdoc/>
    public override void Free() => servers.Give(this);
}
