using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>A process of one method: the method's state machine and the pool of these objects.</summary>
/// <remarks>
/// The pool is one of the thread, not of the simulation, because the method is called before its process has one. Which
/// object serves a process is never seen in results.
/// </remarks>
internal sealed class StateMachineBox<TStateMachine>() : ProcessBox(keepsResult: false)
    where TStateMachine : IAsyncStateMachine
{
    [ThreadStatic]
#pragma warning disable S2743 // a pool for each kind of state machine is what is wanted
    private static BoxPool _pool;
#pragma warning restore S2743

    private TStateMachine? _stateMachine;

    protected override string MethodName => MethodNameOf(typeof(TStateMachine));

    public static ProcessBox Rent() => _pool.Take() ?? new StateMachineBox<TStateMachine>();

    /// <summary>Keeps a copy of a state machine whose builder already knows this box.</summary>
    public void Hold(ref TStateMachine stateMachine) => _stateMachine = stateMachine;

    /// <inheritdoc/>
    public override void MoveNext() => _stateMachine!.MoveNext();

    /// <inheritdoc/>
    protected override void ToPool()
    {
        _stateMachine = default;
        _pool.Give(this);
    }
}
