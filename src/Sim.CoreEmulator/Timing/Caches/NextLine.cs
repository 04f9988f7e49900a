using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Brings in the lines that follow one that missed.</summary>
[Plugin("next-line", "The lines behind one that missed.", Source = "A. J. Smith, Computing Surveys 1982")]
public sealed class NextLine(NextLineOptions options) : IPrefetcher
{
    /// <inheritdoc/>
    public int Observe(ulong address, ulong pc, bool isHit, int lineBytes, Span<ulong> wanted)
    {
        if (isHit)
        {
            return 0;
        }

        int count = Math.Min(options.Degree, wanted.Length);
        for (int n = 0; n < count; n++)
        {
            wanted[n] = address + (ulong)((n + 1) * lineBytes);
        }

        return count;
    }

    /// <inheritdoc/>
    public void Forget()
    {
    }
}
