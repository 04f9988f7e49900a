using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

#pragma warning disable IDE0060, CA1822, S2325 // the compiler asks for this very shape
/// <summary>What the compiler makes an <c>async Process</c> method with; not for use by hand.</summary>
/// <remarks>
/// The method's state machine is moved into a pooled <see cref="ProcessBox"/> and nothing of it runs yet. Awaiting
/// anything but simulated time fails the process.
/// </remarks>
public struct ProcessMethodBuilder
{
    private ProcessBox? _box;

    /// <summary>The process that the call of the method returns.</summary>
    public readonly Process Task => new(_box!);

    /// <summary>A new builder.</summary>
    public static ProcessMethodBuilder Create() => default;

    /// <summary>Moves the state machine into its box.</summary>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        var box = (StateMachineBox<TStateMachine>)StateMachineBox<TStateMachine>.Rent();
        _box = box; // before the copy, which holds this builder
        box.Hold(ref stateMachine);
    }

    /// <summary>Does nothing: the state machine is never boxed by the compiler.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);

    /// <summary>The method returned.</summary>
    public readonly void SetResult() => _box!.End();

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
