using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>As <see cref="StateMachineBox{TStateMachine}"/>, with a result.</summary>
internal sealed class ResultStateMachineBox<TStateMachine, T> : ResultBox<T>
    where TStateMachine : IAsyncStateMachine
{
    [ThreadStatic]
#pragma warning disable S2743 // a pool for each kind of state machine is what is wanted
    private static BoxPool _pool;
#pragma warning restore S2743

    private TStateMachine? _stateMachine;

    protected override string MethodName => MethodNameOf(typeof(TStateMachine));

    public static ProcessBox Rent() => _pool.Take() ?? new ResultStateMachineBox<TStateMachine, T>();

    /// <summary>Keeps a copy of a state machine whose builder already knows this box.</summary>
    public void Hold(ref TStateMachine stateMachine) => _stateMachine = stateMachine;

    /// <inheritdoc/>
    public override void MoveNext() => _stateMachine!.MoveNext();

    /// <inheritdoc/>
    protected override void ToPool()
    {
        _stateMachine = default;
        Result = default;
        _pool.Give(this);
    }
}
