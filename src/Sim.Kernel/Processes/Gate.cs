using System;
using Sim.Kernel.Events;

namespace Sim.Kernel.Processes;

/// <summary>Open or closed: processes pass an open one at once and wait before a closed one until it is opened.</summary>
public sealed class Gate : IWaitTarget
{
    private readonly ProcessRuntime _runtime;
#pragma warning disable S3459 // its default value is the empty list
    private WaitList _waiting;
#pragma warning restore S3459

    /// <summary>A gate.</summary>
    /// <param name="simulation">Where it stands.</param>
    /// <param name="name">For texts.</param>
    /// <param name="isOpen">Whether it is open; default closed.</param>
    public Gate(Simulation simulation, string name, bool isOpen = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        (_runtime, Name, IsOpen) = (ProcessRuntime.Of(simulation), name, isOpen);
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>Whether processes pass.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A wait until it is open.</summary>
    /// <remarks>Who was let through passes even if it is closed again in the same instant.</remarks>
    public ResourceWait Opened => new(this, 0, 0);

    ProcessRuntime IWaitTarget.Runtime => _runtime;

    /// <summary>Lets all who wait pass, in the order in which they came, and those who come until it is closed.</summary>
    public void Open()
    {
        IsOpen = true;
        while (_waiting.First is { } node)
        {
            _waiting.Remove(node);
            _runtime.Complete(node);
        }
    }

    /// <summary>Lets nobody pass from now on.</summary>
    public void Close() => IsOpen = false;

    /// <summary><c>door, closed</c>.</summary>
    public override string ToString() => $"{Name}, {(IsOpen ? "open" : "closed")}";

    bool IWaitTarget.TryNow(long amount, long kind) => IsOpen;

    WaitNode IWaitTarget.Begin(ProcessBox owner, int branch, long amount, long kind)
    {
        WaitNode node = _runtime.Rent(this, owner, branch);
        _waiting.Add(node);
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node) => _waiting.Remove(node);

    string IWaitSource.Describe(WaitNode node) => ToString();
}
