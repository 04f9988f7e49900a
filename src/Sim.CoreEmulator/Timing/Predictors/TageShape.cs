using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>The tables of a TAGE as its options describe them, by formula or one by one.</summary>
internal sealed class TageShape
{
    /// <summary>Works it out.</summary>
    public TageShape(TageOptions options)
    {
        int tables = options.Lengths.Count > 0 ? options.Lengths.Count : options.Tables;
        Lengths = options.Lengths.Count > 0 ? [.. options.Lengths] : Geometric(options.MinHistory, options.MaxHistory, tables);
        IndexBits = new int[tables];
        TagBits = new int[tables];
        for (int table = 0; table < tables; table++)
        {
            int line = options.TagBits + ((options.MaxTagBits - options.TagBits) * table / Math.Max(1, tables - 1));
            IndexBits[table] = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Of(options.Sizes, table, options.Entries)));
            TagBits[table] = Of(options.Tags, table, line);
        }
    }

    /// <summary>Outcomes that each looks back at.</summary>
    public int[] Lengths { get; }

    /// <summary>Bits of each index.</summary>
    public int[] IndexBits { get; }

    /// <summary>Bits of each tag.</summary>
    public int[] TagBits { get; }

    private static int Of(IReadOnlyList<int> values, int table, int otherwise) => values.Count == 0 ? otherwise : values[Math.Min(table, values.Count - 1)];

    // L(i) = a^(i-1) L(1), rounded; each longer than the one before.
    private static int[] Geometric(int first, int last, int tables)
    {
        double ratio = tables < 2 ? 1 : Math.Pow((double)last / first, 1.0 / (tables - 1));
        int[] lengths = [.. Enumerable.Range(0, tables).Select(table => (int)((first * Math.Pow(ratio, table)) + 0.5))];
        for (int table = 1; table < tables; table++)
        {
            lengths[table] = Math.Max(lengths[table], lengths[table - 1] + 1);
        }

        return lengths;
    }
}
