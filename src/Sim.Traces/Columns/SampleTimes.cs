using System;
using System.Runtime.InteropServices;
using Sim.Kernel;

namespace Sim.Traces.Columns;

/// <summary>Makes timelines and reads their times.</summary>
internal static class SampleTimes
{
    private const long RoundingRoom = 20;

    // From coarse to fine: the first that shows all times exactly is used.
    private static readonly long[] Units = [1_000_000_000, 1_000_000, 1_000, 1];

    /// <summary>When a sample was taken.</summary>
    public static long At(Timeline line, ByteStore store, int sample) => line.IsRegular
        ? line.Start + (sample * line.Step)
        : line.Start + (line.Unit * MemoryMarshal.Read<uint>(store.At(line.Times + ((long)sample * sizeof(uint)), sizeof(uint))));

    /// <summary>Evenly spaced samples.</summary>
    public static Timeline Even(long start, long step, int count) =>
        new() { Start = start, Step = step, Anchor = start, Times = Timeline.Regular, Unit = 1, Count = count };

    /// <summary>Samples at given times, which must rise strictly.</summary>
    /// <remarks>
    /// Times are exact to the nanosecond over 4 s, the microsecond over 71 min, the millisecond over 49 days and the second over
    /// 136 years; finer ones over longer spans are cut down to what 32 bits hold.
    /// </remarks>
    public static Timeline Of(ReadOnlySpan<long> times, ByteStore store)
    {
        Check.That(!times.IsEmpty);
        long[] scratch = new long[times.Length];
        long step = NominalGap(times, scratch);
        if (IsEven(times))
        {
            return Even(times[0], step, times.Length);
        }

        long unit = UnitFor(times);
        return new Timeline
        {
            Start = times[0],
            Step = step,
            Anchor = Slots.Anchor(times, step, scratch),
            Times = Write(times, unit, store),
            Unit = unit,
            Count = times.Length,
        };
    }

    private static bool IsEven(ReadOnlySpan<long> times)
    {
        for (int i = 2; i < times.Length; i++)
        {
            if (times[i] - times[i - 1] != times[1] - times[0])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The median gap, made robust against jitter: the mean of the gaps within a tenth of it, to a whole second, ms or ns.</summary>
    /// <remarks>Of gaps 301, 301, 298 s the median is 301 s, with which slots would run away from the samples.</remarks>
    private static long NominalGap(ReadOnlySpan<long> times, long[] scratch)
    {
        for (int i = 1; i < times.Length; i++)
        {
            scratch[i - 1] = times[i] - times[i - 1];
            Check.That(scratch[i - 1] > 0);
        }

        Span<long> gaps = scratch.AsSpan(0, times.Length - 1);
        if (gaps.IsEmpty)
        {
            return 0;
        }

        gaps.Sort();
        long median = gaps[gaps.Length / 2];
        long unit = Array.Find(Units, candidate => median >= candidate * RoundingRoom);
        long mean = MeanNear(gaps, median);
        return unit == 0 ? mean : Slots.Round(mean, unit) * unit;
    }

    private static long MeanNear(ReadOnlySpan<long> gaps, long median)
    {
        Int128 sum = 0;
        long count = 0;
        foreach (long gap in gaps)
        {
            bool near = Math.Abs(gap - median) <= median / 10;
            sum += near ? gap : 0;
            count += near ? 1 : 0;
        }

        return (long)(sum / count);
    }

    private static long UnitFor(ReadOnlySpan<long> times)
    {
        foreach (long unit in Units)
        {
            if (AllWhole(times, unit))
            {
                return Math.Max(unit, CoarsestNeeded(times[^1] - times[0]));
            }
        }

        return 1;
    }

    private static bool AllWhole(ReadOnlySpan<long> times, long unit)
    {
        foreach (long time in times)
        {
            if ((time - times[0]) % unit != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static long CoarsestNeeded(long span)
    {
        int finest = Units.Length - 1;
        while (finest > 0 && span / Units[finest] > uint.MaxValue)
        {
            finest--;
        }

        return Units[finest];
    }

    private static long Write(ReadOnlySpan<long> times, long unit, ByteStore store)
    {
        long address = store.Reserve(times.Length * sizeof(uint));
        Span<uint> into = MemoryMarshal.Cast<byte, uint>(store.At(address, times.Length * sizeof(uint)));
        for (int i = 0; i < times.Length; i++)
        {
            into[i] = (uint)((times[i] - times[0]) / unit);
        }

        return address;
    }
}
