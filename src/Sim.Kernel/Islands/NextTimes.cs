using System;
using System.Collections.Generic;
using System.Numerics;

namespace Sim.Kernel.Islands;

/// <summary>When something happens next on each island: a winner tree, so that islands with nothing to do cost nothing.</summary>
/// <remarks>
/// Changing one time is O(log n), the first is O(1), and k islands before a bound are found in O(k log n).
/// D. E. Knuth, The Art of Computer Programming, vol. 3, 5.4.1: selection by a tree of winners.
/// </remarks>
internal sealed class NextTimes
{
    private const int Root = 1;

    private readonly int _leaves;
    private readonly long[] _times;

    /// <summary>All islands at <see cref="long.MaxValue"/>: never.</summary>
    public NextTimes(int islands)
    {
        _leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(islands, 1));
        _times = new long[_leaves * 2];
        Array.Fill(_times, long.MaxValue);
    }

    /// <summary>The smallest time.</summary>
    public long First => _times[Root];

    /// <summary>The lowest island of those with the smallest time.</summary>
    public int FirstIsland
    {
        get
        {
            int node = Root;
            while (node < _leaves)
            {
                node *= 2;
                node += _times[node] == First ? 0 : 1;
            }

            return node - _leaves;
        }
    }

    /// <summary>An island's time.</summary>
    public long this[int island]
    {
        get => _times[_leaves + island];
        set
        {
            int node = _leaves + island;
            _times[node] = value;
            for (node /= 2; node >= Root; node /= 2)
            {
                long first = Math.Min(_times[node * 2], _times[(node * 2) + 1]);
                if (_times[node] == first)
                {
                    break;
                }

                _times[node] = first;
            }
        }
    }

    /// <summary>Copies the times of another tree of as many islands.</summary>
    public void CopyFrom(NextTimes other) => other._times.CopyTo(_times, 0);

    /// <summary>Adds the islands with a time before the bound, lowest first.</summary>
    public void AddBefore(long bound, List<int> islands) => AddBefore(bound, islands, Root);

    private void AddBefore(long bound, List<int> islands, int node)
    {
        if (_times[node] >= bound)
        {
            return;
        }

        if (node >= _leaves)
        {
            islands.Add(node - _leaves);
            return;
        }

        AddBefore(bound, islands, node * 2);
        AddBefore(bound, islands, (node * 2) + 1);
    }
}
