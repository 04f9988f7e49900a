using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;
using Sim.Traces.Scheduling;

namespace Sim.Experiments.Building;

/// <summary>The behaviours of a scenario's workloads, with the traces that they replay.</summary>
internal sealed class WorkloadBehaviours
{
    /// <summary>Kind of the behaviours.</summary>
    public const string Kind = "behaviours";

    private readonly List<IBehaviour> _all = [];
    private readonly List<(FilePath Path, SchedulingTraceOptions Reading, SchedulingTrace Trace)> _traces = [];

    /// <summary>None: an interval run asks for none.</summary>
    public static WorkloadBehaviours None { get; } = new();

    /// <summary>By entry of the workload.</summary>
    public IReadOnlyList<IBehaviour> All => _all;

    /// <summary>The files read, each once.</summary>
    public IReadOnlyList<InputFile> Inputs => [.. _traces.Select(trace => trace.Trace.Input).Distinct()];

    /// <summary>The longest span of the traces; zero where there is none.</summary>
    public Duration Span => _traces.Select(trace => trace.Trace.Span).DefaultIfEmpty(Duration.Zero).Max();

    /// <summary>Makes the behaviours of a scenario whose checks found no fault, and reads their traces.</summary>
    /// <exception cref="InputException">All faults of the traces.</exception>
    public static WorkloadBehaviours Read(LoadedScenario loaded, RunOptions options)
    {
        WorkloadBehaviours behaviours = new();
        List<InputError> faults = [];
        for (int i = 0; i < loaded.Scenario.Workload.Count; i++)
        {
            IBehaviour made = Make(loaded.Scenario.Workload[i], options.Parts, faults) ?? new TraceBursts(new TraceBurstsOptions());
            behaviours._all.Add(made);
            if (made is ISchedulingReplay replay)
            {
                behaviours.Read(replay, loaded, PathOf(i), options, faults);
            }
        }

        return faults.Count == 0 ? behaviours : throw new InputException(faults);
    }

    /// <summary>Adds every fault that can be found without reading a trace.</summary>
    public static void Check(LoadedScenario loaded, PluginRegistry registry, ICollection<InputError> faults)
    {
        for (int i = 0; i < loaded.Scenario.Workload.Count; i++)
        {
            if (Make(loaded.Scenario.Workload[i], registry, faults) is not ISchedulingReplay replay)
            {
                continue;
            }

            if (!File.Exists(replay.Path.Full))
            {
                faults.Add(loaded.Fault(PathOf(i) + "path", $"'{replay.Path.Written}' given; there is no such file"));
            }

            string[] formats = [.. registry.OfKind(SchedulingTraceReader.Kind).Select(format => format.Name)];
            if (replay.Reading.Format is { } name && !formats.Contains(name, StringComparer.Ordinal))
            {
                string hint = Edits.Nearest(name, formats) is { } nearest ? $"; did you mean '{nearest}'?" : $"; known are {string.Join(", ", formats)}";
                faults.Add(loaded.Fault(PathOf(i) + "format", $"'{name}' is unknown{hint}"));
            }
        }
    }

    private static string PathOf(int workload) => string.Create(CultureInfo.InvariantCulture, $"workload[{workload}].behaviour.");

    private static IBehaviour? Make(Workload workload, PluginRegistry registry, ICollection<InputError> faults) =>
        workload.Behaviour is { } behaviour ? (IBehaviour?)Parts.Make(registry, Kind, behaviour.Part, behaviour.Options, faults) : null;

    private void Read(ISchedulingReplay replay, LoadedScenario loaded, string path, RunOptions options, List<InputError> faults)
    {
        try
        {
            if (replay.Take(Trace(replay, options)) is { } fault)
            {
                faults.Add(loaded.Fault(path + "task", fault));
            }
        }
        catch (InputException fault)
        {
            faults.AddRange(fault.Errors);
        }
    }

    // Several workloads may replay tasks of one file.
    private SchedulingTrace Trace(ISchedulingReplay replay, RunOptions options)
    {
        SchedulingTraceOptions reading = replay.Reading;
        foreach ((FilePath path, SchedulingTraceOptions known, SchedulingTrace trace) in _traces)
        {
            if (path.Full == replay.Path.Full && known.Format == reading.Format && known.Lenient == reading.Lenient)
            {
                return trace;
            }
        }

        SchedulingTrace read = SchedulingTraceReader.Read(replay.Path.Full, reading with
        {
            Formats = options.Parts,
            Cancellation = options.Cancellation,
            Progress = bytes => options.Progress?.Invoke(new RunProgress(RunProgress.Reading, bytes, 0)),
        });
        _traces.Add((replay.Path, reading, read));
        return read;
    }
}
