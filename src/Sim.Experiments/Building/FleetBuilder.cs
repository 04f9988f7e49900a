using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Scenarios;
using Sim.Traces;

namespace Sim.Experiments.Building;

/// <summary>Reads a scenario's traces and makes VMs of their series.</summary>
internal sealed class FleetBuilder
{
    private const int SharesPerVcpu = 1000;

    private readonly Scenario _scenario;
    private readonly List<PoolSpec> _pools;
    private readonly RandomStreams _streams;
    private readonly List<VmGroup> _groups = [];
    private int _withoutCpu;
    private int _outside;
    private int _defaultSized;

    private FleetBuilder(Scenario scenario, List<PoolSpec> pools, long seed)
    {
        _scenario = scenario;
        _pools = pools;
        _streams = new RandomStreams(seed);
    }

    /// <summary>Reads and binds.</summary>
    /// <exception cref="InputException">The traces' faults, or a scenario that comes to nothing.</exception>
    public static Fleet Build(Scenario scenario, List<PoolSpec> pools, PluginRegistry parts, RunOptions options)
    {
        FleetBuilder builder = new(scenario, pools, options.Seed ?? scenario.Seed);
        foreach (Scenarios.Workload workload in scenario.Workload)
        {
            Traces.Workload trace = workload.Trace is { } source
                ? TraceLoader.Load(source, parts, options)
                : SyntheticLoader.Load(workload.Synthetic!, options.Seed ?? scenario.Seed, options);
            int count = Math.Min(trace.VmCount, workload.Vms.Take ?? int.MaxValue);
            string prefix = scenario.Workload.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"w{builder._groups.Count + 1}/") : "";
            int first = builder._groups.Sum(group => group.Count);
            builder._groups.Add(new VmGroup(trace, workload.Vms, first, count, prefix));
        }

        return builder.Bind();
    }

    private Fleet Bind()
    {
        Duration step = Step();
        Duration duration = _scenario.Duration ?? _groups.Select(group => group.Trace.Span).DefaultIfEmpty(step).Max();
        int steps = checked((int)Math.Max(1, (duration.Nanoseconds + step.Nanoseconds - 1) / step.Nanoseconds));
        int count = _groups.Sum(group => group.Count);
        VmSpec[] vms = new VmSpec[count];
        List<VmArrival> arrivals = new(count);
        int groupIndex = 0;
        foreach (VmGroup group in _groups)
        {
            int[] types = Assign(group, groupIndex++);
            group.TypeOf = types;
            for (int i = 0; i < group.Count; i++)
            {
                vms[group.First + i] = Vm(group, i, types);
                Arrive(group, i, vms[group.First + i], step, steps, arrivals);
            }
        }

        return new Fleet
        {
            Vms = vms,
            Labels = new VmLabels([.. _groups]),
            Arrivals = arrivals,
            Demand = new FleetDemand([.. _groups], vms, step),
            Step = step,
            Steps = steps,
            Inputs = [.. _groups.SelectMany(group => group.Trace.Inputs)],
            Findings = new FleetFindings(
                _groups.Sum(group => group.Trace.Report.Skipped),
                _groups.Sum(group => group.Trace.Report.Duplicates),
                _groups.SelectMany(group => group.Trace.Report.FirstFaults).Select(fault => fault.ToString()).FirstOrDefault(""),
                _withoutCpu,
                _outside,
                _defaultSized),
        };
    }

    // The shortest interval of the traces; five minutes where none has samples.
    private Duration Step()
    {
        Duration[] intervals = [.. _groups.Select(group => group.Trace.Interval).Where(interval => interval > Duration.Zero)];
        return intervals.Length == 0 ? Duration.FromMinutes(5) : intervals.Min();
    }

    private int[] Assign(VmGroup group, int index)
    {
        int types = group.Selection.Types.Count;
        int[] assigned = new int[group.Count];
        if (types == 0)
        {
            Array.Fill(assigned, -1);
            return assigned;
        }

        // Blocks as CloudSim deals them: ceil(n / types) each, the last block taking what is left.
        int block = (group.Count + types - 1) / types;
        for (int i = 0; i < assigned.Length; i++)
        {
            assigned[i] = group.Selection.Assign == Assignment.Blocks ? i / block : i % types;
        }

        if (group.Selection.Assign == Assignment.Shuffle)
        {
            Shuffle(assigned, _streams[string.Create(CultureInfo.InvariantCulture, $"workload-{index}/assign")]);
        }

        return assigned;
    }

    // Fisher and Yates; in the order that makes every permutation equally likely.
    private static void Shuffle(int[] values, RandomStream stream)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)stream.NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private VmSpec Vm(VmGroup group, int index, int[] types)
    {
        VmType type = types[index] < 0 ? group.Selection.Default : group.Selection.Types[types[index]];
        VmSize size = group.Trace.Size(index);
        bool fromTrace = types[index] < 0;
        if (fromTrace && (size.VCpus == 0 || double.IsNaN(size.MemoryMib)))
        {
            _defaultSized++;
        }

        int vcpus = fromTrace && size.VCpus > 0 ? size.VCpus : type.Vcpus;
        double speed = fromTrace && !double.IsNaN(size.SpeedMhz) && size.SpeedMhz > 0 ? size.SpeedMhz : type.Speed?.Megahertz ?? double.NaN;
        double memory = fromTrace && !double.IsNaN(size.MemoryMib) ? size.MemoryMib : type.Memory.Mebibytes;
        return new VmSpec(
            vcpus,
            speed,
            memory,
            type.Shares ?? (SharesPerVcpu * vcpus),
            type.Reservation.Megahertz,
            type.Limit?.Megahertz ?? double.PositiveInfinity,
            PoolBuilder.IndexOf(_pools, type.Pool));
    }

    private void Arrive(VmGroup group, int index, in VmSpec vm, Duration step, int steps, List<VmArrival> arrivals)
    {
        if (group.Trace.Count(index) == 0)
        {
            _withoutCpu++;
        }

        Lifetime life = group.Trace.Lifetime(index);
        long first = Math.Max(0, life.Created.Nanoseconds / step.Nanoseconds);
        long end = life.Deleted.Nanoseconds >= steps * step.Nanoseconds
            ? steps
            : (life.Deleted.Nanoseconds + step.Nanoseconds - 1) / step.Nanoseconds;
        if (first >= steps || end <= 0)
        {
            _outside++;
            return;
        }

        VmRequest request = new(group.First + index, vm.Vcpus, vm.SpeedMhz, vm.MemoryMib, vm.ReservationMhz);
        arrivals.Add(new VmArrival(request, (int)first, (int)Math.Max(first + 1, end)));
    }
}
