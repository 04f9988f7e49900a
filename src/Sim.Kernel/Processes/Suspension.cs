using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Where a process method stops at an <c>await</c>.</summary>
internal static class Suspension
{
    /// <summary>Lets a box wait for an awaiter of Sim's; any other is refused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TAwaiter>(ref TAwaiter awaiter, ProcessBox box)
    {
        // For a struct the test and the cast are decided when the method is compiled, and nothing is boxed.
        if (default(TAwaiter) is not null && awaiter is ISuspending)
        {
            ((ISuspending)awaiter).Suspend(box);
        }
        else
        {
            Refuse(typeof(TAwaiter));
        }
    }

    /// <summary>What the continuation methods of Sim's awaiters do: they are for processes only.</summary>
    [DoesNotReturn]
    public static void RefuseContinuation() => throw new InvalidOperationException(
        "simulated time can only be awaited in an async method that returns Process");

    [DoesNotReturn]
    private static void Refuse(Type awaiter) => throw new InvalidOperationException(
        $"a process can only await simulated time (delays, resources, other processes), not a {awaiter.Name}: real time has no place in a model");
}
