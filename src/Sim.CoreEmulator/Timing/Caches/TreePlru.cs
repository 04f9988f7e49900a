using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>A tree of bits, each of which points away from the half that was used last; the line they lead to gives way.</summary>
/// <remarks>Ways that are no power of 2 have a tree that is not full; bits that lead past its end are turned.</remarks>
[Plugin("plru", "Pseudo-LRU by a tree of bits.", Source = "as in most first-level caches; So and Rechtschaffen, IEEE TC 1988")]
public sealed class TreePlru : IReplacementPolicy
{
    private ulong[] _bits = [];
    private int _ways;
    private int _leaves;

    /// <inheritdoc/>
    public void Start(int sets, int ways)
    {
        _bits = new ulong[sets];
        _ways = ways;
        _leaves = (int)BitOperations.RoundUpToPowerOf2((uint)ways);
    }

    /// <inheritdoc/>
    public void Touched(int set, int way)
    {
        // Nodes as of a heap: 1 is the root, leaves begin at _leaves. A bit of 1 points to the right.
        for (int node = (_leaves + way) >> 1, child = _leaves + way; node > 0; child = node, node >>= 1)
        {
            ulong bit = 1UL << (node & 63);
            _bits[set] = (child & 1) == 0 ? _bits[set] | bit : _bits[set] & ~bit;
        }
    }

    /// <inheritdoc/>
    public void Filled(int set, int way, bool isPrefetch) => Touched(set, way);

    /// <inheritdoc/>
    public int Victim(int set)
    {
        int node = 1;
        int first = 0;
        for (int width = _leaves; width > 1; width >>= 1)
        {
            int right = (int)((_bits[set] >> (node & 63)) & 1);
            first += right * width / 2;
            if (first >= _ways)
            {
                first -= width / 2;
                right = 0;
            }

            node = (2 * node) + right;
        }

        return first;
    }
}
