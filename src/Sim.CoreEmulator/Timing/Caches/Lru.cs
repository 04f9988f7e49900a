using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>The line that was not used for longest gives way.</summary>
[Plugin("lru", "The least recently used line gives way.")]
public sealed class Lru : IReplacementPolicy
{
    private long[] _used = [];
    private int _ways;
    private long _clock;

    /// <inheritdoc/>
    public void Start(int sets, int ways)
    {
        _used = new long[sets * ways];
        _ways = ways;
    }

    /// <inheritdoc/>
    public void Touched(int set, int way) => _used[(set * _ways) + way] = ++_clock;

    /// <inheritdoc/>
    public void Filled(int set, int way, bool isPrefetch) => Touched(set, way);

    /// <inheritdoc/>
    public int Victim(int set)
    {
        ReadOnlySpan<long> used = _used.AsSpan(set * _ways, _ways);
        int oldest = 0;
        for (int way = 1; way < used.Length; way++)
        {
            oldest = used[way] < used[oldest] ? way : oldest;
        }

        return oldest;
    }
}
