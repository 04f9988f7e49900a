using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Sim.Kernel.Processes;

/// <summary>Faults in how a model uses processes, in words for its author.</summary>
internal static class Misuse
{
    /// <summary>Throws <see cref="InvariantException"/> with the given text unless <paramref name="holds"/>.</summary>
    [StackTraceHidden]
    public static void Unless([DoesNotReturnIf(false)] bool holds, string text)
    {
        if (!holds)
        {
            throw new InvariantException(text);
        }
    }
}
