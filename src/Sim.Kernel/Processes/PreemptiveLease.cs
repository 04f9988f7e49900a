using System;

namespace Sim.Kernel.Processes;

/// <summary>A preemptive server that a process holds: <c>using PreemptiveLease lease = await crew.Acquire(priority: 2);</c>.</summary>
public readonly struct PreemptiveLease : IDisposable, IEquatable<PreemptiveLease>
{
    private readonly PreemptiveServers? _servers;
    private readonly PreemptiveNode? _node;
    private readonly uint _version;

    internal PreemptiveLease(PreemptiveServers servers, PreemptiveNode node)
    {
        _servers = servers;
        _node = node;
        _version = node.Version;
    }

    /// <summary>Whether the server is still held: neither released nor lost to a more urgent user.</summary>
    public bool IsHeld => _node is not null && _node.Version == _version;

    /// <summary>Whether both are the same hold.</summary>
    public static bool operator ==(PreemptiveLease left, PreemptiveLease right) => left.Equals(right);

    /// <summary>Whether they are different holds.</summary>
    public static bool operator !=(PreemptiveLease left, PreemptiveLease right) => !left.Equals(right);

    /// <summary>Gives the server back; nothing where it was lost or given back before.</summary>
    public void Dispose()
    {
        if (IsHeld)
        {
            _servers!.Release(_node!);
        }
    }

    /// <inheritdoc/>
    public bool Equals(PreemptiveLease other) => ReferenceEquals(_node, other._node) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PreemptiveLease other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_version);
}
