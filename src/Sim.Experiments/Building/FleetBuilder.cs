using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Scenarios;
using Sim.Traces;

namespace Sim.Experiments.Building;

/// <summary>Reads a scenario's traces and makes VMs of their series.</summary>
internal sealed class FleetBuilder
{
    private const int SharesPerVcpu = 1000;

    // A third of a century of five-minute steps, or three years of seconds; a host's columns then take 5 GB.
    private const long MostSteps = 100_000_000;

    private readonly LoadedScenario _loaded;
    private readonly List<PoolSpec> _pools;
    private readonly RandomStreams _streams;
    private readonly VmGroup[] _groups;
    private readonly Duration _replayed;
    private readonly Duration _traceStep;
    private readonly Duration _step;
    private readonly int _steps;
    private int _withoutCpu;
    private int _outside;
    private int _defaultSized;

    private FleetBuilder(LoadedScenario loaded, List<PoolSpec> pools, VmGroup[] groups, Duration replayed, long seed)
    {
        _loaded = loaded;
        _pools = pools;
        _groups = groups;
        _replayed = replayed;
        _streams = new RandomStreams(seed);
        _traceStep = ShortestInterval();
        bool isEvent = loaded.Scenario.Resolution == Resolution.Event;
        _step = isEvent ? EventSteps.Of(loaded.Scenario, Length()) : _traceStep;
        _steps = CountSteps();
    }

    /// <summary>Reads and binds.</summary>
    /// <param name="loaded">The scenario.</param>
    /// <param name="pools">Its resource pools.</param>
    /// <param name="replayed">The longest span of traces that behaviours replay; zero where there is none.</param>
    /// <param name="options">How to run.</param>
    /// <exception cref="InputException">The traces' faults, or a scenario that does not go with its traces.</exception>
    public static Fleet Build(LoadedScenario loaded, List<PoolSpec> pools, Duration replayed, RunOptions options) =>
        new FleetBuilder(loaded, pools, GroupReader.Read(loaded.Scenario, options), replayed, options.Seed ?? loaded.Scenario.Seed).Bind();

    private Fleet Bind()
    {
        int count = _groups.Sum(group => group.Count);
        VmSpec[] vms = new VmSpec[count];
        List<VmArrival> arrivals = new(count);
        for (int index = 0; index < _groups.Length; index++)
        {
            VmGroup group = _groups[index];
            group.TypeOf = TypeAssignment.Of(group, index, _streams);
            for (int i = 0; i < group.Count; i++)
            {
                vms[group.First + i] = Vm(group, i);
                Arrive(group, i, vms[group.First + i], arrivals);
            }
        }

        RequireWholeStays(arrivals);
        FleetMemory memory = new(_groups, vms, _step, MemoryParts.Guests(_loaded.Scenario, []));
        if (_loaded.Scenario.Placement.Memory == MemoryAdmission.Demand)
        {
            AskForDemand(arrivals, memory);
        }

        return new Fleet
        {
            Vms = vms,
            Labels = new VmLabels(_groups),
            Arrivals = arrivals,
            Demand = new FleetDemand(_groups, vms, _step, _loaded.Scenario.Compatibility == Compatibility.Cloudsim),
            TraceDemand = new FleetDemand(_groups, vms, _traceStep, gapsAreIdle: false),
            TraceStep = _traceStep,
            TraceSteps = (int)(((_steps * _step.Nanoseconds) + _traceStep.Nanoseconds - 1) / _traceStep.Nanoseconds),
            GroupOf = vm => VmGroup.IndexOf(_groups, vm),
            TypeOf = vm => VmGroup.Of(_groups, vm).TypeOfVm(vm),
            IsFlat = vm => VmGroup.Of(_groups, vm).IsFlat,
            Memory = memory,
            Step = _step,
            Steps = _steps,
            Inputs = [.. _groups.SelectMany(group => group.Trace.Inputs)],
            Findings = Findings(),
        };
    }

    private FleetFindings Findings() => new(
        _groups.Sum(group => group.Trace.Report.Skipped),
        _groups.Sum(group => group.Trace.Report.Duplicates),
        _groups.SelectMany(group => group.Trace.Report.FirstFaults).Select(fault => fault.ToString()).FirstOrDefault(""),
        _withoutCpu,
        _outside,
        _defaultSized,
        _groups.Where(group => !group.IsFlat).Select(group => group.Trace.Span).DefaultIfEmpty(_step * _steps).Min());

    // Five minutes where no trace has two samples.
    private Duration ShortestInterval()
    {
        Duration[] intervals = [.. _groups.Select(group => group.Trace.Interval).Where(interval => interval > Duration.Zero)];
        return intervals.Length == 0 ? Duration.FromMinutes(5) : intervals.Min();
    }

    // The longest trace; a minute where there is none to go by.
    private Duration Length() => _loaded.Scenario.Duration
        ?? _groups.Where(group => !group.IsFlat).Select(group => group.Trace.Span)
            .DefaultIfEmpty(_replayed > Duration.Zero ? _replayed : _groups.Any(group => group.IsFlat) ? Duration.FromMinutes(1) : _traceStep).Max();

    private int CountSteps()
    {
        Duration duration = Length();
        long steps = Math.Max(1, (duration.Nanoseconds / _step.Nanoseconds) + (duration % _step > Duration.Zero ? 1 : 0));
        if (steps > MostSteps)
        {
            throw new InputException(_loaded.Fault(
                "duration", string.Create(CultureInfo.InvariantCulture, $"{duration} at {_step} a step makes {steps} steps; must be at most {MostSteps}")));
        }

        if (_loaded.Scenario.Warmup >= duration)
        {
            throw new InputException(_loaded.Fault(
                "warmup", $"{_loaded.Scenario.Warmup} given; must be less than the run's length, {duration}"));
        }

        return (int)steps;
    }

    private VmSpec Vm(VmGroup group, int index)
    {
        bool fromTrace = group.TypeOf[index] < 0;
        VmType type = fromTrace ? group.Selection.Default : group.Selection.Types[group.TypeOf[index]];
        VmSize size = fromTrace ? group.Trace.Size(index) : VmSize.Unknown;
        int vcpus = size.VCpus > 0 ? size.VCpus : type.Vcpus;
        return new VmSpec(
            vcpus,
            size.SpeedMhz > 0 ? size.SpeedMhz : type.Speed?.Megahertz ?? double.NaN,
            size.MemoryMib >= 0 ? size.MemoryMib : type.Memory.Mebibytes,
            type.Shares ?? (SharesPerVcpu * vcpus),
            type.Reservation.Megahertz,
            type.Limit?.Megahertz ?? double.PositiveInfinity,
            PoolBuilder.IndexOf(_pools, type.Pool));
    }

    private void Arrive(VmGroup group, int index, in VmSpec vm, List<VmArrival> arrivals)
    {
        Lifetime life = group.Trace.Lifetime(index);
        long step = _step.Nanoseconds;
        long first = Math.Max(0, life.Created.Nanoseconds / step);
        long end = life.Deleted.Nanoseconds / step >= _steps
            ? _steps
            : (life.Deleted.Nanoseconds + step - 1) / step;
        if (first >= _steps || end <= 0)
        {
            _outside++;
            return;
        }

        VmSize size = group.Trace.Size(index);
        _withoutCpu += group.Trace.Count(index) > 0 || group.IsFlat ? 0 : 1;
        _defaultSized += !group.IsFlat && group.TypeOf[index] < 0 && (size.VCpus == 0 || double.IsNaN(size.MemoryMib)) ? 1 : 0;
        double reserved = Math.Min(group.TypeOfVm(group.First + index).MemoryClaim.Reservation.Mebibytes, vm.MemoryMib);
        VmRequest request = new(group.First + index, vm.Vcpus, vm.SpeedMhz, vm.MemoryMib, vm.ReservationMhz, reserved);
        arrivals.Add(new VmArrival(request, (int)first, (int)Math.Max(first + 1, end)));
    }

    private static void AskForDemand(List<VmArrival> arrivals, FleetMemory memory)
    {
        for (int i = 0; i < arrivals.Count; i++)
        {
            VmArrival arrival = arrivals[i];
            double most = memory.MostWanted(arrival.Request.Vm, arrival.FirstStep, arrival.EndStep);
            arrivals[i] = arrival with { Request = arrival.Request with { MemoryMib = Math.Max(most, arrival.Request.ReservationMib) } };
        }
    }

    // CloudSim's PlanetLab set-up knows VMs that are there from start to end only, and so does its replay.
    private void RequireWholeStays(List<VmArrival> arrivals)
    {
        int partial = _loaded.Scenario.Compatibility == Compatibility.Cloudsim
            ? arrivals.Count(arrival => arrival.FirstStep > 0 || arrival.EndStep < _steps)
            : 0;
        if (partial > 0)
        {
            throw new InputException(_loaded.Fault("compatibility", string.Create(CultureInfo.InvariantCulture, $"'cloudsim' needs VMs that are there for the whole run; {partial} of {arrivals.Count} come later or leave earlier")));
        }
    }
}
