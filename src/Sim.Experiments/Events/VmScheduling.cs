using System;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel.Measures;

namespace Sim.Experiments.Events;

/// <summary>What scheduling did to one VM: its vCPUs together.</summary>
internal sealed class VmScheduling
{
    /// <summary>Sums up a VM of a host that has finished.</summary>
    public VmScheduling(CpuHost host, int index, int vm, string hostName)
    {
        (Vm, Host) = (vm, hostName);
        Vcpus = host.Vms[index].Vcpus;
        Measures = [.. Enumerable.Range(host.FirstVcpu(index), Vcpus).Select(host.MeasuresOf)];
        Seconds = host.Measured.Seconds;
        Guest = host.GuestOf(index);
        WakeLatency = Merged.Of(Measures.Select(vcpu => vcpu.WakeLatency));
    }

    /// <summary>The VM's index in the cluster.</summary>
    public int Vm { get; }

    /// <summary>Its host's name.</summary>
    public string Host { get; }

    /// <summary>Its vCPUs.</summary>
    public int Vcpus { get; }

    /// <summary>What is measured of each.</summary>
    public VcpuMeasures[] Measures { get; }

    /// <summary>Time measured, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>What its guest measures.</summary>
    public GuestMeasures Guest { get; }

    /// <summary>Time from wake-up to running, of all its vCPUs.</summary>
    public LatencyHistogram WakeLatency { get; }

    /// <summary>What it should have got by weighted max-min among the VMs of its host, in pCPUs.</summary>
    public double Fair { get; set; }

    /// <summary>What it got, in pCPUs.</summary>
    public double Got => In(VcpuState.Running) / Seconds;

    /// <summary>What it wanted, in pCPUs: the time its vCPUs were runnable.</summary>
    public double Wanted => (In(VcpuState.Running) + Steal) / Seconds;

    /// <summary>Seconds that its vCPUs were runnable without running.</summary>
    public double Steal => Sum(vcpu => vcpu.Steal.Seconds);

    /// <summary>The same in percent of its vCPUs' time.</summary>
    public double StealPct => 100 * Steal / (Seconds * Vcpus);

    /// <summary>
    /// Time in which its vCPUs were runnable or waited for pages over the time that their work takes alone at nominal speed; NaN without work.
    /// </summary>
    public double Slowdown => Sum(vcpu => vcpu.Work.Seconds) is > 0 and double work ? (In(VcpuState.Running) + Steal + In(VcpuState.SwapWait)) / work : double.NaN;

    /// <summary>Seconds that its vCPUs were in a state.</summary>
    public double In(VcpuState state) => Sum(vcpu => vcpu.In(state).Seconds);

    /// <summary>A state's share of its vCPUs' time, in percent.</summary>
    public double Pct(VcpuState state) => 100 * In(state) / (Seconds * Vcpus);

    /// <summary>The sum over its vCPUs.</summary>
    public double Sum(Func<VcpuMeasures, double> value) => Measures.Sum(value);
}
