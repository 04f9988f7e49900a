using System;
using Sim.Kernel.Events;

namespace Sim.Kernel.Processes;

/// <summary>Something that happens now and then, and is heard by those who wait for it at that moment.</summary>
/// <remarks>A condition is a loop over one: <c>while (level &lt; 5) { await changed.Fired; }</c>.</remarks>
public sealed class Signal : IWaitTarget
{
    private readonly ProcessRuntime _runtime;
#pragma warning disable S3459 // its default value is the empty list
    private WaitList _waiting;
#pragma warning restore S3459

    /// <summary>A signal.</summary>
    /// <param name="simulation">Where it is heard.</param>
    /// <param name="name">For texts.</param>
    public Signal(Simulation simulation, string name)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        (_runtime, Name) = (ProcessRuntime.Of(simulation), name);
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>A wait until it is next fired.</summary>
    public ResourceWait Fired => new(this, 0, 0);

    ProcessRuntime IWaitTarget.Runtime => _runtime;

    /// <summary>Lets all who wait go on, in the order in which they came.</summary>
    /// <returns>How many heard it.</returns>
    public int Fire()
    {
        int heard = 0;
        while (_waiting.First is { } node)
        {
            _waiting.Remove(node);
            _runtime.Complete(node);
            heard++;
        }

        return heard;
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    bool IWaitTarget.TryNow(long amount, long kind) => false;

    WaitNode IWaitTarget.Begin(ProcessBox owner, int branch, long amount, long kind)
    {
        WaitNode node = _runtime.Rent(this, owner, branch);
        _waiting.Add(node);
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node) => _waiting.Remove(node);

    string IWaitSource.Describe(WaitNode node) => ToString();
}
