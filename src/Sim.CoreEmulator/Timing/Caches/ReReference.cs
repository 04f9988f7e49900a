using System;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Predicted distances to the next use, two bits a line: what SRRIP and DRRIP have in common.</summary>
/// <remarks>Jaleel, Theobald, Steely, Emer: "High Performance Cache Replacement Using Re-Reference Interval Prediction", ISCA 2010; hit priority.</remarks>
internal sealed class ReReference
{
    /// <summary>Not for a very long time.</summary>
    public const byte Distant = 3;

    /// <summary>Not for a long time.</summary>
    public const byte Long = 2;

    private byte[] _values = [];
    private int _ways;

    /// <summary>Takes the shape of the cache.</summary>
    public void Start(int sets, int ways)
    {
        _values = new byte[sets * ways];
        _ways = ways;
    }

    /// <summary>Expects a line at a distance.</summary>
    public void Set(int set, int way, byte value) => _values[(set * _ways) + way] = value;

    /// <summary>The first line of a set that is expected latest; all others come nearer to that until there is one.</summary>
    public int Victim(int set)
    {
        Span<byte> values = _values.AsSpan(set * _ways, _ways);
        while (true)
        {
            int way = values.IndexOf(Distant);
            if (way >= 0)
            {
                return way;
            }

            foreach (ref byte value in values)
            {
                value++;
            }
        }
    }
}
