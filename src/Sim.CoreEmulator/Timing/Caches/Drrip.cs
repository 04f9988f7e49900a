using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Some sets expect new lines after a long time, some nearly always after a very long one; the others do as those that miss less.</summary>
[Plugin("drrip", "Dynamic re-reference interval prediction: set duelling between SRRIP and BRRIP.", Source = "Jaleel et al., ISCA 2010: 32 leader sets each, 10-bit selector, BRRIP 1 in 32")]
public sealed class Drrip : IReplacementPolicy
{
    private const int Leaders = 32;

    // Of a small cache at most so many sets have one leader of each kind, or there would be nobody to follow.
    private const int Fewest = 8;
    private const int Selector = 1 << 10;
    private const int Seldom = 32;
    private readonly ReReference _lines = new();
    private int _sets;
    private int _selector = Selector / 2;
    private int _fills;

    /// <inheritdoc/>
    public void Start(int sets, int ways)
    {
        _sets = sets;
        _lines.Start(sets, ways);
    }

    /// <inheritdoc/>
    public void Touched(int set, int way) => _lines.Set(set, way, 0);

    /// <inheritdoc/>
    public void Filled(int set, int way, bool isPrefetch)
    {
        // A fill is a miss: it speaks against the policy of a leader set.
        int stride = Math.Max(Fewest, _sets / Leaders);
        bool leadsStatic = set % stride == 0;
        bool leadsBimodal = set % stride == stride / 2;
        if (!isPrefetch)
        {
            _selector = Math.Clamp(_selector + (leadsStatic ? 1 : leadsBimodal ? -1 : 0), 0, Selector - 1);
        }

        bool bimodal = leadsBimodal || (!leadsStatic && _selector >= Selector / 2);
        bool distant = isPrefetch || (bimodal && ++_fills % Seldom != 0);
        _lines.Set(set, way, distant ? ReReference.Distant : ReReference.Long);
    }

    /// <inheritdoc/>
    public int Victim(int set) => _lines.Victim(set);
}
