using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Traces.Columns;

namespace Sim.Traces;

/// <summary>Samples of many VMs that come in any order of VMs, as in a file sorted by time; drained into a builder at the end.</summary>
/// <remarks>
/// While it grows it takes some 4.6 B per sample and counter and 40 B + 8 B per counter for each VM, plus 9 B per sample of
/// VMs that are not evenly spaced. Not thread-safe.
/// </remarks>
public sealed class InterleavedSamples
{
    private readonly WorkloadBuilder _builder;
    private readonly Counter[] _counters;
    private readonly SampleArena _arena;
    private VmSeries[] _series = [];
    private Chain[] _chains = [];
    private int _file;

    /// <summary>Starts empty.</summary>
    /// <param name="builder">Knows the VMs; gets the samples.</param>
    /// <param name="counters">The counters of every sample, in the order in which values are given.</param>
    public InterleavedSamples(WorkloadBuilder builder, IEnumerable<Counter> counters)
    {
        ArgumentNullException.ThrowIfNull(builder);
        (_builder, _counters, _arena) = (builder, [.. counters], new SampleArena(builder.FullPrecision));
    }

    /// <summary>Samples that took the place of an earlier one of the same VM and time.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Says that what follows comes from another file, which may lie earlier in time.</summary>
    public void NextFile() => _file++;

    /// <summary>Adds a sample: one value per counter, NaN for absent. One at the VM's latest time replaces it.</summary>
    /// <returns>False when the VM has a later sample from the same file: nothing is added.</returns>
    public bool Append(int vm, long time, ReadOnlySpan<double> values)
    {
        if (!Begin(vm, time))
        {
            return false;
        }

        for (int i = 0; i < _counters.Length; i++)
        {
            _arena.Append(ref _chains[(vm * _counters.Length) + i], values[i]);
        }

        return true;
    }

    /// <summary>The same for values that are known as millionths, each below 2^32 - 1; the fast way.</summary>
    internal bool AppendMicro(int vm, long time, ReadOnlySpan<uint> millionths)
    {
        if (!Begin(vm, time))
        {
            return false;
        }

        for (int i = 0; i < _counters.Length; i++)
        {
            _arena.AppendMicro(ref _chains[(vm * _counters.Length) + i], millionths[i]);
        }

        return true;
    }

    /// <summary>Hands everything to the builder.</summary>
    public void Drain()
    {
        long[] times = [];
        double[] values = [];
        for (int vm = 0; vm < Math.Min(_series.Length, _builder.VmCount); vm++)
        {
            if (_series[vm].Count > times.Length)
            {
                times = new long[_series[vm].Count * 2];
                values = new double[times.Length];
            }

            Drain(vm, times, values);
        }
    }

    private void Drain(int vm, long[] times, double[] values)
    {
        ref VmSeries series = ref _series[vm];
        if (series.Count == 0)
        {
            return;
        }

        Span<long> when = times.AsSpan(0, series.Count);
        ReadTimes(series, when);
        int[]? order = series.Unsorted ? Order(when) : null;
        for (int i = 0; i < _counters.Length; i++)
        {
            Span<double> what = values.AsSpan(0, series.Count);
            _arena.Read(_chains[(vm * _counters.Length) + i], what);
            if (order is null)
            {
                _builder.AddSamples(vm, _counters[i], when, what);
            }
            else
            {
                _builder.AddSamples(vm, _counters[i], Pick(when, order), Pick(what, order));
            }
        }

        Duplicates += order is null ? 0 : series.Count - order.Length;
    }

    /// <summary>The samples in order of time; of those with one time, the last that came.</summary>
    private static int[] Order(Span<long> times)
    {
        long[] copy = times.ToArray();
        int[] order = [.. Enumerable.Range(0, copy.Length).OrderBy(i => copy[i])];
        return [.. order.Where((sample, i) => i + 1 == order.Length || copy[order[i + 1]] != copy[sample])];
    }

    private static T[] Pick<T>(Span<T> all, int[] order)
    {
        T[] picked = new T[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            picked[i] = all[order[i]];
        }

        return picked;
    }

    private void ReadTimes(VmSeries series, Span<long> into)
    {
        if (series.Times.Head != 0)
        {
            _arena.ReadLongs(series.Times, into);
            return;
        }

        for (int i = 0; i < into.Length; i++)
        {
            into[i] = series.First + (i * series.Step);
        }
    }

    /// <summary>Notes the time of a sample that is about to be added.</summary>
    private bool Begin(int vm, long time)
    {
        EnsureRoom(vm);
        ref VmSeries series = ref _series[vm];
        bool sameFile = series.File == _file;
        if (series.Count > 0 && time <= series.Last)
        {
            if (time == series.Last)
            {
                ReplaceLast(vm);
                return true;
            }

            if (sameFile)
            {
                return false;
            }

            series.Unsorted = true;
        }

        NoteTime(ref series, time);
        (series.Last, series.File) = (time, _file);
        series.Count++;
        return true;
    }

    private void NoteTime(ref VmSeries series, long time)
    {
        if (series.Count == 0)
        {
            series.First = time;
        }
        else if (series.Count == 1)
        {
            series.Step = time - series.First;
        }

        bool even = time == series.First + (series.Count * series.Step) && series.Step >= 0;
        if (series.Times.Head == 0 && !even)
        {
            // The first unevenness: until here the times were known without being kept.
            for (int i = 0; i < series.Count; i++)
            {
                _arena.AppendLong(ref series.Times, series.First + (i * series.Step));
            }
        }

        if (series.Times.Head != 0)
        {
            _arena.AppendLong(ref series.Times, time);
        }
    }

    private void ReplaceLast(int vm)
    {
        Duplicates++;
        for (int i = 0; i < _counters.Length; i++)
        {
            _arena.RemoveLast(ref _chains[(vm * _counters.Length) + i]);
        }
    }

    private void EnsureRoom(int vm)
    {
        if (vm >= _series.Length)
        {
            int size = Math.Max(64, vm + (vm / 2) + 1);
            Array.Resize(ref _series, size);
            Array.Resize(ref _chains, size * _counters.Length);
        }
    }
}
