using System;
using System.Linq;
using Sim.Experiments.Building;
using Sim.Experiments.Tables;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Results;

namespace Sim.Experiments.Events;

/// <summary>Writes the tables that only an event run has.</summary>
internal sealed class EventTables(EventDetails details, IVmLabels labels, IResultSink sink)
{
    private const int VmsWithCdf = 10;

    private static readonly double[] Quantiles =
    [
        0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95,
        0.96, 0.97, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999, 1,
    ];

    /// <summary>All of them but the timeline.</summary>
    public void Write()
    {
        WriteVms();
        WriteVcpus();
        WritePcpus();
        WriteCdf();
    }

    private void WriteVms()
    {
        using IRowWriter writer = sink.Open(Schemas.VmScheduling);
        foreach (VmScheduling vm in details.Vms)
        {
            writer.Text(labels.Name(vm.Vm));
            writer.Text(vm.Host);
            writer.Integer(vm.Vcpus);
            writer.Real(vm.Wanted);
            writer.Real(vm.Got);
            writer.Real(vm.Fair);
            foreach (VcpuState state in (VcpuState[])[VcpuState.Running, VcpuState.Ready, VcpuState.CoStopped, VcpuState.Capped, VcpuState.Blocked, VcpuState.SwapWait])
            {
                writer.Real(vm.Pct(state));
            }

            writer.Real(vm.StealPct);
            // esxtop shows a VM's sum over its vCPUs, and counts time held by a limit (%MLMTD) as ready.
            writer.Real((vm.Pct(VcpuState.Ready) + vm.Pct(VcpuState.Capped)) * vm.Vcpus);
            writer.Real(vm.Pct(VcpuState.CoStopped) * vm.Vcpus);
            writer.Real(EventSummary.Micros(vm.WakeLatency, 0.5));
            writer.Real(EventSummary.Micros(vm.WakeLatency, 0.99));
            LatencyHistogram responses = vm.Guest.Responses;
            writer.Real(EventSummary.MeanMillis(responses));
            writer.Real(EventSummary.Millis(responses, 0.5));
            writer.Real(EventSummary.Millis(responses, 0.99));
            writer.Real(EventSummary.Millis(responses, 0.999));
            writer.Real(responses.Count / vm.Seconds);
            writer.Real(vm.Slowdown);
            writer.EndRow();
        }
    }

    private void WriteVcpus()
    {
        using IRowWriter writer = sink.Open(Schemas.Vcpus);
        foreach (VmScheduling vm in details.Vms)
        {
            for (int vcpu = 0; vcpu < vm.Vcpus; vcpu++)
            {
                WriteVcpu(writer, labels.Name(vm.Vm), vm.Host, vcpu, vm.Measures[vcpu]);
            }
        }
    }

    private static void WriteVcpu(IRowWriter writer, string vm, string host, int index, VcpuMeasures vcpu)
    {
        writer.Text(vm);
        writer.Integer(index);
        writer.Text(host);
        writer.Real(vcpu.In(VcpuState.Running).Seconds);
        writer.Real(vcpu.In(VcpuState.Ready).Seconds);
        writer.Real(vcpu.In(VcpuState.CoStopped).Seconds);
        writer.Real(vcpu.In(VcpuState.Capped).Seconds);
        writer.Real(vcpu.In(VcpuState.Blocked).Seconds);
        writer.Real(vcpu.In(VcpuState.SwapWait).Seconds);
        writer.Real(vcpu.Work.Seconds);
        writer.Real(vcpu.Spin.Seconds);
        writer.Real(vcpu.Poll.Seconds);
        writer.Real(vcpu.Tick.Seconds);
        writer.Real(vcpu.Overhead.Seconds);
        writer.Real(EventSummary.Micros(vcpu.WakeLatency, 0.5));
        writer.Real(EventSummary.Micros(vcpu.WakeLatency, 0.95));
        writer.Real(EventSummary.Micros(vcpu.WakeLatency, 0.99));
        writer.Real(EventSummary.Micros(vcpu.WakeLatency, 0.999));
        writer.Real(1e3 * vcpu.LongestGap.Seconds);
        writer.Integer(vcpu.Wakeups);
        writer.Integer(vcpu.Switches);
        writer.Integer(vcpu.Migrations);
        writer.Integer(vcpu.Preemptions);
        writer.Integer(vcpu.LockHolderPreemptions);
        writer.Integer(vcpu.PauseExits);
        writer.EndRow();
    }

    private void WritePcpus()
    {
        using IRowWriter writer = sink.Open(Schemas.Pcpus);
        foreach ((string name, EventHostOutcome outcome) in details.Hosts)
        {
            CpuHost host = outcome.Host;
            for (int pcpu = 0; pcpu < host.Pcpus; pcpu++)
            {
                writer.Text(name);
                writer.Integer(pcpu);
                writer.Integer(host.Topology.CoreOf[pcpu]);
                writer.Integer(host.Topology.NodeOf[pcpu]);
                writer.Real(100 * host.BusyOf(pcpu).Seconds / host.Measured.Seconds);
                writer.Integer(host.SwitchesOf(pcpu));
                writer.EndRow();
            }
        }
    }

    // Of all VMs together, and of those with the longest tails.
    private void WriteCdf()
    {
        using IRowWriter writer = sink.Open(Schemas.LatencyCdf);
        Cdf(writer, "all", "wakeup", details.WakeLatency);
        Cdf(writer, "all", "response", details.Responses);
        foreach (VmScheduling vm in Worst(vm => vm.WakeLatency))
        {
            Cdf(writer, labels.Name(vm.Vm), "wakeup", vm.WakeLatency);
        }

        foreach (VmScheduling vm in Worst(vm => vm.Guest.Responses))
        {
            Cdf(writer, labels.Name(vm.Vm), "response", vm.Guest.Responses);
        }
    }

    private VmScheduling[] Worst(Func<VmScheduling, LatencyHistogram> latency) =>
    [
        .. details.Vms.Where(vm => latency(vm).Count > 0)
            .OrderByDescending(vm => latency(vm).Quantile(0.99)).ThenBy(vm => vm.Vm).Take(VmsWithCdf),
    ];

    private static void Cdf(IRowWriter writer, string vm, string kind, LatencyHistogram spans)
    {
        foreach (double quantile in spans.Count == 0 ? [] : Quantiles)
        {
            writer.Text(vm);
            writer.Text(kind);
            writer.Real(quantile);
            writer.Real(EventSummary.Micros(spans, quantile));
            writer.EndRow();
        }
    }
}
