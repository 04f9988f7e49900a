using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

#pragma warning disable IDE0060, CA1822, S2325 // the compiler asks for this very shape
/// <summary>What the compiler makes an <c>async Process&lt;T&gt;</c> method with; see <see cref="ProcessMethodBuilder"/>.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public struct ProcessMethodBuilder<T>
{
    private ResultBox<T>? _box;

    /// <summary>The process that the call of the method returns.</summary>
    public readonly Process<T> Task => new(_box!);

    /// <summary>A new builder.</summary>
#pragma warning disable CA1000 // the compiler asks for this very shape
    public static ProcessMethodBuilder<T> Create() => default;
#pragma warning restore CA1000

    /// <summary>Moves the state machine into its box.</summary>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        var box = (ResultStateMachineBox<TStateMachine, T>)ResultStateMachineBox<TStateMachine, T>.Rent();
        _box = box; // before the copy, which holds this builder
        box.Hold(ref stateMachine);
    }

    /// <summary>Does nothing: the state machine is never boxed by the compiler.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);

    /// <summary>The method returned.</summary>
    public readonly void SetResult(T result)
    {
        _box!.Result = result;
        _box.End();
    }

    /// <summary>The method threw.</summary>
    public readonly void SetException(Exception exception) => _box!.Fail(exception);

    /// <summary>The method waits.</summary>
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => Suspension.Begin(ref awaiter, _box!);

    /// <summary>The method waits.</summary>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => Suspension.Begin(ref awaiter, _box!);
}
