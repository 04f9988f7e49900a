using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Foresees which lines will be asked for.</summary>
[PluginKind("prefetchers", "Foresee which lines a cache will be asked for.")]
public interface IPrefetcher
{
    /// <summary>Sees an access to its cache, and names lines to bring in.</summary>
    /// <param name="address">Physical address of the access.</param>
    /// <param name="pc">The instruction that made it.</param>
    /// <param name="isHit">Whether the cache had it.</param>
    /// <param name="lineBytes">Bytes of a line.</param>
    /// <param name="wanted">Where to put addresses; only those in the same page of 4 KiB are taken.</param>
    /// <returns>How many.</returns>
    int Observe(ulong address, ulong pc, bool isHit, int lineBytes, Span<ulong> wanted);

    /// <summary>Forgets all: a cold start.</summary>
    void Forget();
}
