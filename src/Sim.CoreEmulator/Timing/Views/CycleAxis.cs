using System.Collections.Generic;
using System.Linq;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Where cycles are in a diagram: a column each, but for long times in which nothing changes.</summary>
internal sealed class CycleAxis
{
    private const int LongGap = 8;
    private const int ShortGap = 4;
    private readonly List<long> _cycles;
    private readonly List<int> _columns = [];
    private readonly List<int> _breaks = [];

    /// <summary>Of the cycles in which something happens, in any order.</summary>
    public CycleAxis(IEnumerable<long> cycles)
    {
        _cycles = [.. cycles.Order().Distinct()];
        int column = 0;
        for (int n = 0; n < _cycles.Count; n++)
        {
            long gap = n == 0 ? 0 : _cycles[n] - _cycles[n - 1];
            if (gap > LongGap)
            {
                _breaks.Add(column + (ShortGap / 2));
                gap = ShortGap;
            }

            column += (int)gap;
            _columns.Add(column);
        }
    }

    /// <summary>Columns in all.</summary>
    public int Width => _columns.Count == 0 ? 0 : _columns[^1] + 1;

    /// <summary>Columns that stand for several cycles.</summary>
    public IReadOnlyList<int> Breaks => _breaks;

    /// <summary>The column of a cycle in which something happens.</summary>
    public int this[long cycle] => _columns[_cycles.BinarySearch(cycle)];
}
