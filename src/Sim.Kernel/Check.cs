using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Sim.Kernel;

/// <summary>Assertions on Sim's own invariants. They stay on in release builds; a broken one ends the run with exit code 3.</summary>
public static class Check
{
    /// <summary>Throws <see cref="InvariantException"/> unless <paramref name="holds"/>.</summary>
    [StackTraceHidden]
    public static void That(
        [DoesNotReturnIf(false)] bool holds,
        [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        if (!holds)
        {
            throw new InvariantException(what);
        }
    }
}
