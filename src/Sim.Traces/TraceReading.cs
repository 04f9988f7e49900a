using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces;

/// <summary>One trace being read: where it comes from, where it goes, and what was found on the way.</summary>
public sealed class TraceReading
{
    private readonly TraceOptions _options;
    private readonly List<string> _order = [];
    private long _bytes;

    /// <summary>Begins to read.</summary>
    public TraceReading(TraceInput input, TraceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Input, _options) = (input, options);
        Faults = new FaultList(options.Lenient);
        Builder = new WorkloadBuilder { FullPrecision = options.FullPrecision };
    }

    /// <summary>What is read.</summary>
    public TraceInput Input { get; }

    /// <summary>Takes the VMs and samples.</summary>
    public WorkloadBuilder Builder { get; }

    /// <summary>Takes the faults.</summary>
    public FaultList Faults { get; }

    /// <summary>The interval that the user gave; zero where none.</summary>
    public Duration Interval => _options.Interval;

    /// <summary>Whether times count from 1970; set by the reader.</summary>
    public bool TimesAreUnix { get; set; }

    /// <summary>Data rows read.</summary>
    public long Rows { get; set; }

    /// <summary>Rows that a later one of the same VM and time replaced.</summary>
    public long Duplicates { get; set; }

    /// <summary>Samples that say "powered off".</summary>
    public long PoweredOff { get; set; }

    /// <summary>Files that held a header and no rows.</summary>
    public int EmptyFiles { get; set; }

    /// <summary>Files read.</summary>
    public int Files { get; private set; }

    /// <summary>Of the counters a format has, those to be kept, in its order.</summary>
    /// <param name="all">All that the format has.</param>
    /// <param name="byDefault">Those kept when the user names none.</param>
    public IReadOnlyList<Counter> Wanted(IEnumerable<Counter> all, IEnumerable<Counter> byDefault) =>
        [.. _options.Counters is { } counters ? all.Where(counters.Contains) : byDefault];

    /// <summary>Reads a file's rows, each handed to <paramref name="onRow"/> in turn.</summary>
    /// <remarks>Damage ends the file and counts as a fault of it; so does a file without a byte in it.</remarks>
    public void ReadRows(TraceEntry entry, char delimiter, Action<TraceRows> onRow)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(onRow);
        ReadFile(entry, stream =>
        {
            using TraceRows rows = new(stream, delimiter, Read);
            long count = 0;
            while (rows.Next())
            {
                onRow(rows);
                count++;
            }

            return count;
        });
    }

    /// <summary>Reads a file some other way; the function returns how many lines or records it saw.</summary>
    public void ReadFile(TraceEntry entry, Func<Stream, long> read)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(read);
        Files++;
        try
        {
            using Stream stream = entry.Open();
            if (read(stream) == 0)
            {
                Faults.Add(entry.Display, 0, 0, "an empty file", "samples");
            }
        }
        catch (Exception failure) when (Damaged.IsDamage(failure))
        {
            Faults.Add(Damaged.Fault(entry.Display, 0, failure));
        }
    }

    /// <summary>Adds a VM whose name is its file's; a second one of that name is a fault.</summary>
    /// <returns>Its number, or -1 where there is one of that name.</returns>
    public int AddFileVm(TraceEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        int vm = Builder.FindOrAddVm(System.Text.Encoding.UTF8.GetBytes(entry.Stem), out bool added);
        if (!added)
        {
            Faults.Add(entry.Display, 0, 0, $"a second file for VM '{entry.Stem}'", "one file for each VM");
            return -1;
        }

        _order.Add(entry.Name);
        return vm;
    }

    /// <summary>Told of bytes read: reports progress and heeds cancellation.</summary>
    public void Read(int bytes)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        _bytes += bytes;
        _options.Progress?.Invoke(_bytes);
    }

    /// <summary>Completes the workload, or throws the faults.</summary>
    /// <exception cref="InputException">There are faults, or no VM was found.</exception>
    internal Workload Complete(string format)
    {
        Faults.ThrowIfAny();
        if (Builder.VmCount == 0)
        {
            Faults.ThrowWith(new InputError(Input.Path, 0, 0, $"found no VMs; expected a trace of format {format}"));
        }

        return Builder.Build(new BuildOptions
        {
            TimesAreUnix = TimesAreUnix,
            Order = _order.Count == Builder.VmCount ? _order : null,
            Interval = _options.Interval,
            Report = Report(format),
            Inputs = _options.HashInputs ? [InputFiles.Of(Input)] : [],
        });
    }

    private ReadReport Report(string format) => new()
    {
        Format = format,
        Files = Files,
        EmptyFiles = EmptyFiles,
        Rows = Rows,
        Duplicates = Duplicates,
        PoweredOff = PoweredOff,
        Skipped = Faults.Count,
        FirstFaults = Faults.First,
    };
}
