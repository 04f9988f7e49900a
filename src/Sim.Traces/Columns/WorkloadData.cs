using Sim.Kernel.Quantities;

namespace Sim.Traces.Columns;

/// <summary>The arrays behind a workload, one entry a VM unless noted.</summary>
internal sealed class WorkloadData
{
    /// <summary>Bytes that a VM takes in the arrays below, columns and name apart.</summary>
    public const long BytesPerVm = 8 + 8 + 1 + 4 + 8 + 8 + 4 + 48;

    public required NameTable Names { get; init; }

    public required ByteStore Store { get; init; }

    /// <summary>By counter; null where no VM has it.</summary>
    public required Slice[]?[] Columns { get; init; }

    public required Timeline[] Timelines { get; init; }

    public required long[] Created { get; init; }

    public required long[] Deleted { get; init; }

    public required Censoring[] Censored { get; init; }

    public required int[] VCpus { get; init; }

    public required double[] SpeedMhz { get; init; }

    public required double[] MemoryMib { get; init; }

    public required int[] Categories { get; init; }

    /// <summary>By the numbers in <see cref="Categories"/>; the first is empty.</summary>
    public required string[] CategoryNames { get; init; }

    public required double OriginUnixSeconds { get; init; }

    public required long Interval { get; init; }

    public required long Span { get; init; }

    public Lifetime Lifetime(int vm) => new(
        new SimTime(Created[vm]),
        new SimTime(Deleted[vm]),
        Censored[vm].HasFlag(Censoring.Start),
        Censored[vm].HasFlag(Censoring.End));

    public long SampleTime(Timeline line, int sample) => SampleTimes.At(line, Store, sample);

    /// <summary>The last sample whose slot begins at or before an instant, or -1.</summary>
    public int LastSlotAt(Timeline line, long time)
    {
        int low = -1;
        int high = line.Count;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = line.Slot(SampleTime(line, middle)) <= time ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The same, from a sample that is not later than the answer.</summary>
    public int Advance(Timeline line, int sample, long time)
    {
        while (sample + 1 < line.Count && line.Slot(SampleTime(line, sample + 1)) <= time)
        {
            sample++;
        }

        return sample;
    }
}
