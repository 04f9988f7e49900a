using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Traces.Columns;

/// <summary>Turns a builder's growing arrays into those of a workload: ordered, rebased, trimmed.</summary>
internal sealed class WorkloadAssembly(
    NameTable names, ByteStore store, Slice[]?[] columns, Timeline[] timelines, VmEntry[] vms, string[] categoryNames)
{
    private const long FallbackInterval = 300_000_000_000;

    private readonly int _count = names.Count;

    /// <summary>The finished arrays.</summary>
    public WorkloadData Assemble(BuildOptions options)
    {
        int[] order = Order(options.Order);
        Timeline[] lines = Pick(timelines, order);
        VmEntry[] entries = Pick(vms, order);
        long origin = options.TimesAreUnix ? Earliest(lines, entries) : 0;
        long interval = options.Interval.Nanoseconds > 0 ? options.Interval.Nanoseconds : MedianStep(lines);
        Rebase(lines, entries, origin, interval > 0 ? interval : FallbackInterval, forced: options.Interval.Nanoseconds > 0);
        store.Trim();
        return new WorkloadData
        {
            Names = options.Order is null ? names : Renamed(order),
            Store = store,
            Columns = [.. columns.Select(column => column is null ? null : Pick(column, order))],
            Timelines = lines,
            Created = Array.ConvertAll(entries, entry => entry.Created),
            Deleted = Array.ConvertAll(entries, entry => entry.Deleted),
            Censored = Array.ConvertAll(entries, entry => entry.Censored & ~Censoring.FromSamples),
            VCpus = Array.ConvertAll(entries, entry => entry.Size.VCpus),
            SpeedMhz = Array.ConvertAll(entries, entry => entry.Size.SpeedMhz),
            MemoryMib = Array.ConvertAll(entries, entry => entry.Size.MemoryMib),
            Categories = Array.ConvertAll(entries, entry => entry.Category),
            CategoryNames = categoryNames,
            OriginUnixSeconds = options.TimesAreUnix ? origin / 1e9 : double.NaN,
            Interval = interval,
            Span = Span(lines, entries),
        };
    }

    private static long Earliest(Timeline[] lines, VmEntry[] entries)
    {
        long earliest = long.MaxValue;
        for (int vm = 0; vm < lines.Length; vm++)
        {
            long first = lines[vm].Count > 0 ? lines[vm].Start : long.MaxValue;
            long created = entries[vm].Censored == Censoring.FromSamples ? long.MaxValue : entries[vm].Created;
            earliest = Math.Min(earliest, Math.Min(first, created));
        }

        return earliest == long.MaxValue ? 0 : earliest;
    }

    /// <summary>The median of the VMs' intervals, each counted once a gap.</summary>
    private static long MedianStep(Timeline[] lines)
    {
        (long Step, int Gaps)[] steps = [.. lines.Where(line => line.Count > 1).Select(line => (line.Step, line.Count - 1))];
        Array.Sort(steps);
        long half = steps.Sum(step => (long)step.Gaps) / 2;
        foreach ((long step, int gaps) in steps)
        {
            half -= gaps;
            if (half < 0)
            {
                return step;
            }
        }

        return 0;
    }

    private void Rebase(Timeline[] lines, VmEntry[] entries, long origin, long interval, bool forced)
    {
        for (int vm = 0; vm < lines.Length; vm++)
        {
            ref Timeline line = ref lines[vm];
            if (line.Count > 0)
            {
                line.Step = line.Step == 0 || (forced && !line.IsRegular) ? interval : line.Step;
                line.Start -= origin;
                line.Anchor = Slots.Snap(line.Anchor - origin, line.Step);
            }

            SetLifetime(ref entries[vm], line, origin);
        }
    }

    private void SetLifetime(ref VmEntry entry, Timeline line, long origin)
    {
        if (entry.Censored == Censoring.FromSamples)
        {
            entry.Created = line.Count == 0 ? 0 : line.Slot(line.Start);
            entry.Deleted = line.Count == 0 ? 0 : line.Slot(SampleTimes.At(line, store, line.Count - 1)) + line.Step;
        }
        else
        {
            entry.Created -= origin;
            entry.Deleted -= entry.Deleted == long.MaxValue ? 0 : origin;
        }
    }

    private long Span(Timeline[] lines, VmEntry[] entries)
    {
        long end = 0;
        for (int vm = 0; vm < lines.Length; vm++)
        {
            Timeline line = lines[vm];
            long samples = line.Count == 0 ? 0 : line.Slot(SampleTimes.At(line, store, line.Count - 1)) + line.Step;
            long deleted = entries[vm].Deleted == long.MaxValue ? entries[vm].Created : entries[vm].Deleted;
            end = Math.Max(end, Math.Max(samples, deleted));
        }

        return end;
    }

    private int[] Order(IReadOnlyList<string>? keys)
    {
        int[] order = [.. Enumerable.Range(0, _count)];
        return keys is null ? order : [.. order.OrderBy(vm => keys[vm], StringComparer.Ordinal)];
    }

    private NameTable Renamed(int[] order)
    {
        NameTable renamed = new();
        foreach (int vm in order)
        {
            renamed.FindOrAdd(names[vm], out _);
        }

        return renamed;
    }

    private static T[] Pick<T>(T[] all, int[] order)
    {
        T[] picked = new T[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            // A counter that came late has no entries for the VMs after its last.
            picked[i] = order[i] < all.Length ? all[order[i]] : default!;
        }

        return picked;
    }
}
