using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments.Validation.Queueing;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>One pCPU as the server of a queue: each customer is a computation on a vCPU of its own, and the scheduler is the discipline.</summary>
/// <remarks>
/// A VM has far more vCPUs than customers are ever present, each with a worker that waits on the VM's one channel: so every
/// arrival wakes a vCPU at once, and who waits, waits in the scheduler.
/// </remarks>
internal sealed class CpuQueue
{
    private const int MostCustomers = 200;

    private static readonly Duration Unit = Duration.FromMilliseconds(10);

    private readonly CustomerMeter[] _meters;
    private readonly Tally[] _waits;
    private readonly Tally[] _sojourns;
    private readonly SortedDictionary<double, Tally> _bySize = [];

    private CpuQueue(Replication replication, IVcpuScheduler policy, CustomerClass[] classes)
    {
        _meters = Array.ConvertAll(classes, _ => new CustomerMeter(replication));
        _waits = Array.ConvertAll(classes, _ => new Tally());
        _sojourns = Array.ConvertAll(classes, _ => new Tally());
        Bench bench = new(policy, CpuTopology.Flat(1), replication.Streams);
        for (int kind = 0; kind < classes.Length; kind++)
        {
            Add(bench, replication, classes[kind], kind);
        }

        bench.Start();
        while (!Array.TrueForAll(_sojourns, times => times.Count == replication.Customers))
        {
            bench.RunOn(Unit * 1000);
        }
    }

    /// <summary>The mean time from arrival to the start of service of each class, in mean services.</summary>
    public static double[] Waits(Replication replication, IVcpuScheduler policy, params CustomerClass[] classes) =>
        [.. new CpuQueue(replication, policy, classes)._waits.Select(times => times.Mean)];

    /// <summary>The mean time from arrival to departure of each class, in mean services.</summary>
    public static double[] Sojourns(Replication replication, IVcpuScheduler policy, params CustomerClass[] classes) =>
        [.. new CpuQueue(replication, policy, classes)._sojourns.Select(times => times.Mean)];

    /// <summary>The mean time from arrival to departure of all, then of those of each size, the smallest first; the service has few values.</summary>
    public static double[] SojournsBySize(Replication replication, IVcpuScheduler policy, CustomerClass customers)
    {
        CpuQueue queue = new(replication, policy, [customers]);
        return [queue._sojourns[0].Mean, .. queue._bySize.Values.Select(times => times.Mean)];
    }

    private void Add(Bench bench, Replication replication, CustomerClass customers, int kind)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"class {kind + 1}");
        VcpuClaim claim = new() { Vcpus = MostCustomers, Priority = customers.Priority };
        bench.Add(claim, guest =>
        {
            int channel = guest.AddChannel();
            RandomStream services = replication[name + "/services"];
            guest.AddSource(channel, new RandomArrivals(new ExponentialVariate(Unit.Nanoseconds / customers.Rate), replication[name + "/gaps"]));
            for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
            {
                guest.AddThread(vcpu, new CustomerProgram(
                    channel, Unit, customers.Service, services, _meters[kind], (number, size, wait, sojourn) => Take(kind, number, size, wait, sojourn)));
            }
        });
    }

    private void Take(int kind, long number, double size, double wait, double sojourn)
    {
        if (!_meters[kind].Counts(number))
        {
            return;
        }

        _waits[kind].Add(wait);
        _sojourns[kind].Add(sojourn);
        _bySize.TryAdd(size, new Tally());
        _bySize[size].Add(sojourn);
    }
}
