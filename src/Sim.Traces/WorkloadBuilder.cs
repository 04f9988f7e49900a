using System;
using System.Collections.Generic;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Traces.Columns;

namespace Sim.Traces;

/// <summary>Makes a workload VM by VM, in memory. Used by the readers, the generator and benchmarks.</summary>
/// <remarks>
/// Not thread-safe. Times may count from anywhere, such as 1970; <see cref="Build"/> moves the origin when asked.
/// Misuse (a name twice, times that do not rise) is a fault of the caller and throws <see cref="ArgumentException"/>.
/// </remarks>
public sealed class WorkloadBuilder
{
    private readonly NameTable _names = new();
    private readonly ByteStore _store = new();
    private readonly Slice[]?[] _columns = new Slice[CounterText.Count][];
    private readonly List<string> _categoryNames = [""];
    private Timeline[] _timelines = [];
    private VmEntry[] _vms = [];

    /// <summary>Whether values that a float cannot hold are kept as doubles, at 8 B a sample. Default: no.</summary>
    public bool FullPrecision { get; init; }

    /// <summary>How many VMs were added.</summary>
    public int VmCount => _names.Count;

    /// <summary>Adds a VM.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">There is a VM of that name.</exception>
    public int AddVm(string name) => AddVm(System.Text.Encoding.UTF8.GetBytes(name));

    /// <summary>Adds a VM by its UTF-8 name.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">There is a VM of that name.</exception>
    public int AddVm(ReadOnlySpan<byte> name)
    {
        int vm = FindOrAddVm(name, out bool added);
        return added ? vm : throw new ArgumentException($"there is already a VM '{_names.Text(vm)}'", nameof(name));
    }

    /// <summary>The number of the VM of that UTF-8 name, which is added when new.</summary>
    public int FindOrAddVm(ReadOnlySpan<byte> name, out bool added)
    {
        int vm = _names.FindOrAdd(name, out added);
        if (vm >= _vms.Length)
        {
            Array.Resize(ref _vms, Math.Max(16, vm * 2));
            Array.Resize(ref _timelines, _vms.Length);
        }

        if (added)
        {
            _vms[vm] = VmEntry.New;
        }

        return vm;
    }

    /// <summary>The number of the VM of that UTF-8 name, or -1.</summary>
    public int FindVm(ReadOnlySpan<byte> name) => _names.Find(name);

    /// <summary>States a VM's size.</summary>
    public void SetSize(int vm, VmSize size) => _vms[vm].Size = size;

    /// <summary>States when a VM exists; where this is left out it is taken from its samples.</summary>
    public void SetLifetime(int vm, Lifetime lifetime)
    {
        _vms[vm].Created = lifetime.Created.Nanoseconds;
        _vms[vm].Deleted = lifetime.Deleted.Nanoseconds;
        _vms[vm].Censored = (lifetime.StartCensored ? Censoring.Start : Censoring.None)
            | (lifetime.EndCensored ? Censoring.End : Censoring.None);
    }

    /// <summary>Whether it was stated when a VM exists.</summary>
    public bool HasLifetime(int vm) => _vms[vm].Censored != Censoring.FromSamples;

    /// <summary>States a VM's category.</summary>
    public void SetCategory(int vm, string category)
    {
        // Traces have a handful of categories: a list is faster than a table.
        int number = _categoryNames.IndexOf(category);
        if (number < 0)
        {
            number = _categoryNames.Count;
            _categoryNames.Add(category);
        }

        _vms[vm].Category = number;
    }

    /// <summary>Whether a VM has samples already.</summary>
    public bool HasSamples(int vm) => _timelines[vm].Count > 0;

    /// <summary>Adds evenly spaced samples; NaN is absent. All counters of a VM are sampled at the same times.</summary>
    /// <exception cref="ArgumentException">The VM has samples of that counter, or other times.</exception>
    public void AddSamples(int vm, Counter counter, SimTime start, Duration step, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        Timeline line = SampleTimes.Even(start.Nanoseconds, step.Nanoseconds, values.Length);
        if (step.Nanoseconds <= 0 || (HasSamples(vm) && line != _timelines[vm]))
        {
            throw new ArgumentException("the counters of a VM share their times, and the step must be above zero", nameof(step));
        }

        _timelines[vm] = line;
        Add(vm, counter, values);
    }

    /// <summary>Adds samples at given times in nanoseconds, which must rise strictly; NaN is absent.</summary>
    /// <remarks>A VM's first counter sets its times; those of its other counters must be the same.</remarks>
    /// <exception cref="ArgumentException">The VM has samples of that counter, or another number of times.</exception>
    public void AddSamples(int vm, Counter counter, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        if (times.Length != values.Length || (HasSamples(vm) && _timelines[vm].Count != times.Length))
        {
            throw new ArgumentException("the counters of a VM share their times", nameof(times));
        }

        if (!times.IsEmpty)
        {
            if (!HasSamples(vm))
            {
                _timelines[vm] = SampleTimes.Of(times, _store);
            }

            Add(vm, counter, values);
        }
    }

    /// <summary>Completes the workload; the builder must not be used afterwards.</summary>
    /// <param name="options">What is known of the trace as a whole; null for a trace that starts at zero.</param>
    public Workload Build(BuildOptions? options = null)
    {
        options ??= new BuildOptions();
        WorkloadAssembly assembly = new(_names, _store, _columns, _timelines, _vms, [.. _categoryNames]);
        return new Workload(assembly.Assemble(options), options.Report, options.Inputs);
    }

    private void Add(int vm, Counter counter, ReadOnlySpan<double> values)
    {
        Check.That(vm < VmCount);
        ref Slice[]? columns = ref _columns[(int)counter];
        columns ??= new Slice[_vms.Length];
        if (columns.Length < _vms.Length)
        {
            Array.Resize(ref columns, _vms.Length);
        }

        if (columns[vm].Coding != Coding.None)
        {
            throw new ArgumentException($"'{_names.Text(vm)}' has samples of {counter.Name()} already", nameof(counter));
        }

        columns[vm] = ColumnEncoder.Encode(values, _store, FullPrecision);
    }
}
