using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Cpu;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Events;
using Sim.Kernel.Measures;

namespace Sim.Experiments.Events;

/// <summary>What an event run measured beyond what an interval run knows.</summary>
internal sealed class EventDetails
{
    private readonly EventHostOutcome?[] _outcomes;
    private readonly IReadOnlyList<HostSpec> _hosts;
    private VmScheduling[]? _vms;

    /// <summary>Details of so many hosts, to be filled.</summary>
    public EventDetails(IReadOnlyList<HostSpec> hosts)
    {
        _hosts = hosts;
        _outcomes = new EventHostOutcome?[hosts.Count];
        Memory = new RememberedHost?[hosts.Count];
        OrderedDictionary<string, int> indices = new(StringComparer.Ordinal);
        for (int host = 0; host < hosts.Count; host++)
        {
            indices.Add(hosts[host].Name, host);
        }

        IndexOf = host => indices[host.Name];
    }

    /// <summary>What each host's replay showed.</summary>
    public RememberedHost?[] Memory { get; }

    /// <summary>A host's place.</summary>
    public Func<HostSpec, int> IndexOf { get; }

    /// <summary>The hosts that ran, with their names.</summary>
    public IEnumerable<(string Name, EventHostOutcome Outcome)> Hosts =>
        _outcomes.Select((outcome, host) => (_hosts[host].Name, outcome!)).Where(entry => entry.Item2 is not null);

    /// <summary>Every VM, host by host.</summary>
    public VmScheduling[] Vms => _vms ??= [.. Hosts.SelectMany(entry => OfHost(entry.Name, entry.Outcome))];

    /// <summary>Events that happened.</summary>
    public long Events => Hosts.Sum(entry => entry.Outcome.Events);

    /// <summary>Takes a host that is done; each host from one thread.</summary>
    public void Take(HostSpec host, EventHostOutcome outcome) => _outcomes[IndexOf(host)] = outcome;

    /// <summary>Wake-up latencies of all.</summary>
    public LatencyHistogram WakeLatency() => Merge(Vms.Select(vm => vm.WakeLatency));

    /// <summary>Response times of all.</summary>
    public LatencyHistogram Responses() => Merge(Vms.Select(vm => vm.Guest.Responses));

    private static LatencyHistogram Merge(IEnumerable<LatencyHistogram> parts)
    {
        LatencyHistogram all = new();
        foreach (LatencyHistogram part in parts)
        {
            all.Merge(part);
        }

        return all;
    }

    private static VmScheduling[] OfHost(string name, EventHostOutcome outcome)
    {
        CpuHost host = outcome.Host;
        VmScheduling[] vms = [.. outcome.Vms.Select((vm, index) => new VmScheduling(host, index, vm, name))];
        double[] wants = [.. vms.Select((vm, index) => Math.Min(vm.Wanted, host.Vms[index].Limit))];
        double[] floors = [.. vms.Select((_, index) => Math.Min(host.Vms[index].Reservation, wants[index]))];
        double[] fair = new double[vms.Length];
        WeightedMaxMin.Solve(host.Pcpus, [.. host.Vms.Select(vm => vm.Shares)], floors, wants, fair, new int[vms.Length]);
        for (int vm = 0; vm < vms.Length; vm++)
        {
            vms[vm].Fair = fair[vm];
        }

        return vms;
    }
}
