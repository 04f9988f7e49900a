using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Event against interval resolution: the same traces on the same host get the same CPU.</summary>
internal static class ResolutionStudies
{
    private const string Source = "the same scenario at interval resolution";

    private const string Uneven = "shares of 1 to 6 cannot be split evenly over two run queues, within which alone they count";

    private const string FewShort =
        "no more than two vCPUs, on 4 pCPUs, get less than they want: while enough of the others sleep a pCPU idles, and the two cannot make up for it, as a fluid would";

    private static readonly double[] Trace = [0.6, 0.3, 0.9, 0.1];

    private static readonly (string Name, Func<IVcpuScheduler> Make)[] Policies =
    [
        ("stride", () => new Stride(new StrideOptions())),
        ("credit2", () => new Credit2(new Credit2Options())),
        ("esxi", () => new Esxi(new EsxiOptions())),
        ("cfs", () => new Cfs(new CfsOptions())),
        ("eevdf", () => new Eevdf(new EevdfOptions())),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
        from scenario in Scenarios
        from policy in Policies
        select Study(scenario, policy.Name, policy.Make);

    private static ResolutionScenario[] Scenarios =>
    [
        new("2 VMs on 2 cores, enough for all", 2, "", Alike(2)),
        new("4 VMs on 2 cores, scarce half of the time", 2, "", Alike(4)),
        new("6 VMs with shares 1 to 6 on 2 cores, scarce", 2, Uneven, [.. Enumerable.Range(1, 6).Select(shares => (new VcpuClaim { Shares = 500 * shares }, new[] { 0.9, 0.7, 1, 0.8 }))]),
        new("6 VMs with shares 1 to 6 on 2 cores, all want all", 2, Uneven, [.. Enumerable.Range(1, 6).Select(shares => (new VcpuClaim { Shares = 500 * shares }, new double[] { 1, 1 }))]),
        new("8 VMs of 1 and 2 vCPUs on 4 cores, two with limits", 4, FewShort, [.. Enumerable.Range(0, 8).Select(Mixed)]),
    ];

    private static (VcpuClaim Claim, double[] Demand)[] Alike(int vms) => [.. Enumerable.Repeat((new VcpuClaim(), Trace), vms)];

    private static (VcpuClaim Claim, double[] Demand) Mixed(int vm) => (
        new VcpuClaim { Vcpus = 1 + (vm % 2), Shares = 1000 * (1 + (vm % 2)), Limit = vm < 2 ? 0.4 : double.PositiveInfinity },
        [.. Trace.Select((_, i) => Trace[(i + vm) % Trace.Length])]);

    private static Study Study(ResolutionScenario scenario, string policy, Func<IVcpuScheduler> make)
    {
        double expected = new ResolutionRun(scenario, Duration.FromMinutes(5)).Interval().Sum();
        return new Study(
            $"resolutions, {policy}, {scenario.Name}",
            [
                new("cores granted", expected, 1, Source, Reason: scenario.Reason),
                new("worst error of a VM % at most", 1, 0, Source, IsBound: true, scenario.Reason),
            ],
            options =>
            {
                ResolutionRun run = new(scenario, options.Quick ? Duration.FromMinutes(1) : Duration.FromMinutes(5));
                double[] interval = run.Interval();
                double[] events = run.Events(make, options.Seed);
                return [events.Sum(), interval.Zip(events, (due, got) => 100 * Math.Abs(got - due) / due).Max()];
            });
    }
}
