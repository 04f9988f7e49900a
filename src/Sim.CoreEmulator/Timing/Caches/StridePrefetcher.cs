using System;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Learns by how much the address of an instruction changes each time, and brings in what it will ask for.</summary>
[Plugin("stride", "Constant strides, by instruction.", Source = "Baer and Chen, Supercomputing 1991")]
public sealed class StridePrefetcher(StrideOptions options) : IPrefetcher
{
    private const int Sure = 2;
    private const int Most = 3;
    private readonly Entry[] _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)options.Entries)];

    /// <inheritdoc/>
    public int Observe(ulong address, ulong pc, bool isHit, int lineBytes, Span<ulong> wanted)
    {
        ref Entry entry = ref _entries[(pc >> 1) & (ulong)(_entries.Length - 1)];
        if (entry.Pc != pc)
        {
            entry = new Entry { Pc = pc, Last = address };
            return 0;
        }

        long stride = (long)(address - entry.Last);
        entry.Last = address;
        if (stride == 0)
        {
            return 0;
        }

        if (stride != entry.Stride)
        {
            entry.Stride = entry.Confidence > 0 ? entry.Stride : stride;
            entry.Confidence = Math.Max(0, entry.Confidence - 1);
            return 0;
        }

        entry.Confidence = Math.Min(Most, entry.Confidence + 1);
        return entry.Confidence >= Sure ? Ahead(address, stride, lineBytes, wanted) : 0;
    }

    /// <inheritdoc/>
    public void Forget() => Array.Clear(_entries);

    // Strides shorter than a line go on by lines.
    private int Ahead(ulong address, long stride, int lineBytes, Span<ulong> wanted)
    {
        long step = Math.Abs(stride) >= lineBytes ? stride : Math.Sign(stride) * (long)lineBytes;
        int count = Math.Min(options.Degree, wanted.Length);
        for (int n = 0; n < count; n++)
        {
            wanted[n] = address + (ulong)(step * (options.Distance + n));
        }

        return count;
    }

    private struct Entry
    {
        public ulong Pc;
        public ulong Last;
        public long Stride;
        public int Confidence;
    }
}
