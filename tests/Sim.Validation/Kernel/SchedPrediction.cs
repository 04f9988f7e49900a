using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Validation.Kernel;

/// <summary>What the EEVDF model says of a set-up.</summary>
/// <remarks>
/// Each set-up runs at eight positions of its jobs within a tick, since on the real kernel the position is a matter of chance; the
/// numbers are over all of them.
/// </remarks>
/// <param name="SharePct">By task: its part of the CPU, in %.</param>
/// <param name="LateUsMedian">By task: the median lateness, from when a job is due to when it runs, in us; NaN for hogs.</param>
/// <param name="AtOncePct">By task: wake-ups that wait for less than <see cref="AtOnceUs"/>, in % of all; NaN for hogs.</param>
internal sealed record SchedPrediction(IReadOnlyList<double> SharePct, IReadOnlyList<double> LateUsMedian, IReadOnlyList<double> AtOncePct)
{
    /// <summary>
    /// A task that waits for longer than this after its timer, in us, waits for another's slice: well above the noise of a switch, well
    /// below the millisecond and more that a slice takes.
    /// </summary>
    public const double AtOnceUs = 300;

    /// <summary>At how many positions within a tick.</summary>
    public const int Phases = 8;

    /// <summary>Runs the model with a kernel's constants.</summary>
    /// <param name="setup">The set-up.</param>
    /// <param name="kernel">Its HZ (250 where unknown), base slice and CPUs.</param>
    /// <param name="costs">What the probe's jobs cost on it.</param>
    public static SchedPrediction Of(SchedSetup setup, KernelInfo kernel, ProbeCosts costs)
    {
        CpuHost[] hosts = [.. Enumerable.Range(0, Phases).Select(phase => Run(setup, kernel, costs, phase))];
        return new SchedPrediction(
            [.. setup.Tasks.Select((_, task) => hosts.Average(host => host.MeasuresOf(task).In(VcpuState.Running).Seconds / host.Measured.Seconds) * 100)],
            [.. setup.Tasks.Select((task, i) => task.PeriodUs == 0 ? double.NaN : costs.TimerUs + (Waits(hosts, i).Quantile(0.5).Seconds * 1e6))],
            [.. setup.Tasks.Select((task, i) => task.PeriodUs == 0 ? double.NaN : AtOnce(Waits(hosts, i)))]);
    }

    private static double AtOnce(LatencyHistogram waits) =>
        Enumerable.Range(1, 100).Count(percent => waits.Quantile(percent / 100.0).Seconds * 1e6 < AtOnceUs);

    private static LatencyHistogram Waits(CpuHost[] hosts, int task)
    {
        LatencyHistogram all = new();
        foreach (CpuHost host in hosts)
        {
            all.Merge(host.MeasuresOf(task).WakeLatency);
        }

        return all;
    }

    private static CpuHost Run(SchedSetup setup, KernelInfo kernel, ProbeCosts costs, int phase)
    {
        long tick = 1_000_000_000L / (kernel.Hz ?? 250);
        EevdfOptions options = new() { Tick = new Duration(tick), ScaleCpus = kernel.OnlineCpus };
        RandomStreams streams = new(phase);
        Duration start = new((tick * phase / Phases) + 1000);
        VcpuClaim[] claims = [.. setup.Tasks.Select((task, i) => new VcpuClaim
        {
            Name = i.ToString(CultureInfo.InvariantCulture),
            Nice = task.Nice,
            Limit = task.UnderQuota ? setup.QuotaPct / 100 : double.PositiveInfinity,
        })];
        GuestSystem[] guests = [.. setup.Tasks.Select((task, i) =>
        {
            GuestSystem guest = new(claims[i].Name, 1, streams);
            guest.AddThread(0, task.PeriodUs == 0 ? new HogProgram() : new ProbeProgram(task, start, costs));
            return guest;
        })];
        Simulation simulation = new();
        CpuHost host = new(simulation, new CpuHostOptions
        {
            Topology = CpuTopology.Flat(1),
            Scheduler = new Eevdf(options with { Bandwidth = options.Bandwidth with { Period = new Duration((long)(setup.QuotaPeriodMs * 1e6)) } }),
            Vms = claims,
            Guests = guests,
            Mechanics = new CpuMechanics(),
            Streams = streams,
        });
        host.Start();
        simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(1));
        host.ClearMeasures();
        simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(21));
        host.Verify();
        return host;
    }
}
