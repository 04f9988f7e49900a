using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Traces.Columns;

namespace Sim.Traces;

/// <summary>VMs and what they did: one normalised form for every trace format. Immutable.</summary>
/// <remarks>
/// <para>VMs are numbered from 0. Times are relative to the trace's origin, which is its earliest sample or arrival.</para>
/// <para>
/// Memory per VM and sample of one counter: 0 B where all samples of the VM are equal, 1 B where value * 10^k (k at most 6)
/// fits 0..254, 2 B where it fits 0..65534, 4 B where it fits 0..4294967294, all exact; else 4 B as float (relative error
/// at most 2^-24), or 8 B when full precision was asked for and a float would lose digits. Times: 0 B where a VM's samples
/// are evenly spaced, else 4 B per sample, shared by its counters. Per VM: about 130 B, its name, and 16 B per counter.
/// </para>
/// </remarks>
public sealed class Workload
{
    /// <summary>For how many nominal intervals a sample stays in force when no other follows.</summary>
    public const int HoldIntervals = 3;

    private const int Window = 256;

    private readonly WorkloadData _data;

    internal Workload(WorkloadData data, ReadReport report, IReadOnlyList<InputFile> inputs)
    {
        (_data, Report, Inputs) = (data, report, inputs);
    }

    /// <summary>How many VMs there are.</summary>
    public int VmCount => _data.Names.Count;

    /// <summary>The nominal interval: the median of the VMs' intervals, each the mean of its gaps near their median; zero where no VM has two samples.</summary>
    public Duration Interval => new(_data.Interval);

    /// <summary>From the origin to the end of the last sample's interval or, later, the last arrival or deletion.</summary>
    public Duration Span => new(_data.Span);

    /// <summary>The origin in seconds since 1970-01-01T00:00Z; NaN where the trace does not say.</summary>
    public double OriginUnixSeconds => _data.OriginUnixSeconds;

    /// <summary>What reading came upon.</summary>
    public ReadReport Report { get; }

    /// <summary>The files that were read; empty for a workload made in memory.</summary>
    public IReadOnlyList<InputFile> Inputs { get; }

    /// <summary>The counters that at least one VM has, in the order of <see cref="Counter"/>.</summary>
    public IEnumerable<Counter> Counters => CounterText.All.Where(counter => _data.Columns[(int)counter] is not null);

    /// <summary>The names of the VMs.</summary>
    public NameTable Names => _data.Names;

    /// <summary>Sample times of all VMs: a sample counts once, however many counters it has.</summary>
    public long SampleCount => _data.Timelines.Sum(line => (long)line.Count);

    /// <summary>Bytes held for values and explicit times.</summary>
    public long SampleBytes => _data.Store.Capacity;

    /// <summary>Bytes held in all, to within the overhead of a few dozen objects.</summary>
    public long Bytes => SampleBytes + _data.Names.Bytes + (VmCount * (WorkloadData.BytesPerVm + (16L * Counters.Count())));

    /// <summary>A VM's name.</summary>
    public string Name(int vm) => _data.Names.Text(vm);

    /// <summary>A VM's size; where it is resized, the largest it had.</summary>
    public VmSize Size(int vm) => new(_data.VCpus[vm], _data.SpeedMhz[vm], _data.MemoryMib[vm]);

    /// <summary>When a VM exists.</summary>
    public Lifetime Lifetime(int vm) => _data.Lifetime(vm);

    /// <summary>When a VM comes into being.</summary>
    public SimTime Created(int vm) => new(_data.Created[vm]);

    /// <summary>When a VM ceases to be; <see cref="SimTime.Never"/> where the trace ended first.</summary>
    public SimTime Deleted(int vm) => new(_data.Deleted[vm]);

    /// <summary>A VM's category such as <c>Interactive</c>; empty where the trace has none.</summary>
    public string Category(int vm) => _data.CategoryNames[_data.Categories[vm]];

    /// <summary>How many samples a VM has.</summary>
    public int Count(int vm) => _data.Timelines[vm].Count;

    /// <summary>The nominal interval of one VM's samples; zero where it has none.</summary>
    public Duration IntervalOf(int vm) => new(_data.Timelines[vm].Step);

    /// <summary>Whether a VM's samples are evenly spaced.</summary>
    public bool IsRegular(int vm) => _data.Timelines[vm].IsRegular;

    /// <summary>Whether a VM has samples of that counter.</summary>
    public bool Has(Counter counter, int vm) => ColumnOf(counter, vm).Coding != Coding.None;

    /// <summary>The bytes that one sample of this VM and counter takes.</summary>
    public int BytesPerSample(Counter counter, int vm) => ColumnOf(counter, vm).Width;

    /// <summary>Decodes a VM's samples as they stand in the trace; NaN is a sample that says "powered off" or a counter it lacks.</summary>
    /// <param name="counter">Which counter.</param>
    /// <param name="vm">Which VM.</param>
    /// <param name="first">The number of the first sample wanted.</param>
    /// <param name="into">Filled whole: it must not be longer than the samples that remain.</param>
    public void Samples(Counter counter, int vm, int first, Span<double> into)
    {
        Check.That(first >= 0 && into.Length <= Count(vm) - first);
        ColumnDecoder.Decode(ColumnOf(counter, vm), _data.Store, first, into);
    }

    /// <summary>All samples of a VM and counter as they stand in the trace.</summary>
    public double[] Samples(Counter counter, int vm)
    {
        double[] values = new double[Count(vm)];
        Samples(counter, vm, 0, values);
        return values;
    }

    /// <summary>When a sample was taken, jitter and all.</summary>
    public SimTime SampleTime(int vm, int sample) => new(_data.SampleTime(_data.Timelines[vm], sample));

    /// <summary>
    /// The value in force at each instant <c>start + step * k</c>, k from <paramref name="firstStep"/> on, until
    /// <paramref name="into"/> is full; NaN where the VM is absent.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A sample is in force from the start of its slot until the next one's, at most <see cref="HoldIntervals"/> nominal
    /// intervals. A slot is the point of the VM's own grid that is nearest to the sample's time: so jitter of less than
    /// half an interval never makes a step read the wrong sample. That grid has the median phase of the VM's samples, or the
    /// phase of the trace's origin where the two differ by at most a twentieth of an interval.
    /// </para>
    /// <para>
    /// A VM is absent before it is created, from its deletion on, before its first sample, when a sample says "powered off"
    /// (until the next sample), and in a gap once the hold has run out.
    /// </para>
    /// <para>Allocates nothing. Evenly spaced samples read at their own interval are decoded straight into place.</para>
    /// </remarks>
    public void ReadGrid(Counter counter, int vm, SimTime start, Duration step, long firstStep, Span<double> into)
    {
        Check.That(step.Nanoseconds > 0);
        Slice column = ColumnOf(counter, vm);
        Timeline line = _data.Timelines[vm];
        long first = checked(start.Nanoseconds + (step.Nanoseconds * firstStep));
        if (column.Coding == Coding.None)
        {
            into.Fill(double.NaN);
        }
        else if (line.IsRegular && line.Step == step.Nanoseconds)
        {
            ReadAligned(column, line, first, into);
            ClipToLifetime(vm, first, step.Nanoseconds, into);
        }
        else
        {
            ReadScattered(column, line, first, step.Nanoseconds, into);
            ClipToLifetime(vm, first, step.Nanoseconds, into);
        }
    }

    private static int Bounded(long value, int most) => (int)Math.Clamp(value, 0, most);

    private Slice ColumnOf(Counter counter, int vm) => _data.Columns[(int)counter] is { } columns ? columns[vm] : default;

    /// <summary>Sample and step correspond one to one from sample <c>sample</c> on.</summary>
    private void ReadAligned(Slice column, Timeline line, long first, Span<double> into)
    {
        long sample = Slots.Floor(first - line.Anchor, line.Step);
        int lead = Bounded(-sample, into.Length);
        int end = Bounded(line.Count - sample, into.Length);
        into[..lead].Fill(double.NaN);
        if (end > lead)
        {
            ColumnDecoder.Decode(column, _data.Store, (int)(sample + lead), into[lead..end]);
        }

        int held = Math.Max(lead, Bounded(line.Count + HoldIntervals - 1 - sample, into.Length));
        if (held > end)
        {
            ColumnDecoder.Decode(column, _data.Store, line.Count - 1, into.Slice(end, 1));
            into[end..held].Fill(into[end]);
        }

        into[Math.Max(held, end)..].Fill(double.NaN);
    }

    /// <summary>Walks samples and steps side by side; samples are decoded a window at a time.</summary>
    private void ReadScattered(Slice column, Timeline line, long first, long step, Span<double> into)
    {
        Span<double> window = stackalloc double[Window];
        int windowStart = -Window;
        long hold = line.Step * HoldIntervals;
        int sample = _data.LastSlotAt(line, first);
        long time = first;
        for (int k = 0; k < into.Length; k++, time += step)
        {
            sample = _data.Advance(line, sample, time);
            if (sample < 0 || time - line.Slot(_data.SampleTime(line, sample)) >= hold)
            {
                into[k] = double.NaN;
                continue;
            }

            if (sample >= windowStart + Window)
            {
                windowStart = sample;
                ColumnDecoder.Decode(column, _data.Store, sample, window[..Math.Min(Window, line.Count - sample)]);
            }

            into[k] = window[sample - windowStart];
        }
    }

    private void ClipToLifetime(int vm, long first, long step, Span<double> into)
    {
        int created = Bounded(-Slots.Floor(first - _data.Created[vm], step), into.Length);
        into[..created].Fill(double.NaN);
        if (_data.Deleted[vm] != long.MaxValue)
        {
            int deleted = Bounded(-Slots.Floor(first - _data.Deleted[vm], step), into.Length);
            into[deleted..].Fill(double.NaN);
        }
    }
}
