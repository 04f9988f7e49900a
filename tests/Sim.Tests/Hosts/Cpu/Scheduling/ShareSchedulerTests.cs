using System;
using System.Collections.Generic;
using NUnit.Framework;
using Sim.Hosts;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;
using Sim.Tests.Hosts.Cpu.Schedulers;

namespace Sim.Tests.Hosts.Cpu.Scheduling;

/// <summary>What holds for the commercial products' policies under every option.</summary>
[TestFixture]
public sealed class ShareSchedulerTests
{
    private static readonly (string Name, Func<IVcpuScheduler> Make, bool Exclusive)[] Policies =
    [
        ("esxi", () => new Esxi(new EsxiOptions()), false),
        ("esxi-strict", () => new Esxi(new EsxiOptions { Coscheduling = Coscheduling.Strict }), false),
        ("esxi-off", () => new Esxi(new EsxiOptions { Coscheduling = Coscheduling.Off, ChargeHalf = false, Numa = false }), false),
        ("esxi-scav1", () => new Esxi(new EsxiOptions { SideChannel = SideChannel.Scav1 }), true),
        ("esxi-scav2", () => new Esxi(new EsxiOptions { SideChannel = SideChannel.Scav2 }), true),
        ("esxi-scav2-strict", () => new Esxi(new EsxiOptions { SideChannel = SideChannel.Scav2, Coscheduling = Coscheduling.Strict }), true),
        ("hyperv-classic", () => new HyperVClassic(new HyperVClassicOptions()), false),
        ("hyperv-core", () => new HyperVCore(new HyperVClassicOptions()), true),
        ("hyperv-root", () => new HyperVRoot(new HyperVRootOptions()), false),
        ("hosted-windows", () => new HostedWindows(new HostedWindowsOptions { ExecutionCap = 60 }), false),
        ("hosted-macos", () => new HostedMacOs(new HostedMacOsOptions()), false),
    ];

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach ((string name, Func<IVcpuScheduler> make, bool exclusive) in Policies)
        {
            yield return new TestCaseData(make, exclusive).SetArgDisplayNames(name);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Random_mixes_keep_invariants_and_cores_apart(Func<IVcpuScheduler> make, bool exclusive)
    {
        ArgumentNullException.ThrowIfNull(make);
        for (int seed = 1; seed <= 25; seed++)
        {
            List<int> vmOf = [];
            CpuTopology topology = new(1 + (seed % 2), 1, 1 + (seed % 3), 2);
            CoreWatch watch = new(topology, vcpu => vmOf[vcpu]);
            RandomStreams streams = new(seed);
            CpuHost host = Mixed(make(), topology, streams, watch, vmOf, new Simulation(), out Simulation simulation);
            host.Start();
            simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(2));
            host.Verify();
            Assert.That(!exclusive || watch.Mixed == Duration.Zero, $"seed {seed}");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Decisions_allocate_nothing(Func<IVcpuScheduler> make, bool exclusive)
    {
        ArgumentNullException.ThrowIfNull(make);
        CpuHost host = Mixed(make(), new CpuTopology(2, 1, 2, 2), new RandomStreams(7), null, [], new Simulation(), out Simulation simulation);
        host.Start();
        simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(20));
        long before = GC.GetAllocatedBytesForCurrentThread();
        simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(25));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Out.WriteLine($"{host.Picks} picks, {allocated} B");
        Assert.That(allocated, Is.LessThan(host.Picks), "the host's histograms and the event queue may grow now and then");
        Assert.That(host.Picks, Is.GreaterThan(exclusive ? 1000 : 2000));
    }

    private static CpuHost Mixed(
        IVcpuScheduler scheduler, CpuTopology topology, RandomStreams streams, ICpuObserver? observer, List<int> vmOf, Simulation made, out Simulation simulation)
    {
        simulation = made;
        RandomStream draw = streams["mix"];
        List<VcpuClaim> claims = [];
        List<GuestSystem> guests = [];
        int vms = 2 + (int)draw.NextInt(10);
        for (int vm = 0; vm < vms; vm++)
        {
            VcpuClaim claim = new()
            {
                Name = $"vm-{vm}",
                Vcpus = 1 + (int)draw.NextInt(4),
                Pool = (int)draw.NextInt(3) - 1,
                Shares = 100 + draw.NextInt(2000),
                Reservation = draw.NextBool(0.3) ? 0.2 * draw.NextDouble() : 0,
                Limit = draw.NextBool(0.3) ? 0.2 + draw.NextDouble() : double.PositiveInfinity,
                Affinity = draw.NextBool(0.2) ? [(int)draw.NextInt(topology.Pcpus)] : [],
                SeesSmt = draw.NextBool(0.7),
            };
            GuestSystem guest = new(claim.Name, claim.Vcpus, streams);
            (double think, double burst, bool hog) = (1e5 + (draw.NextDouble() * 2e7), 1e4 + (draw.NextDouble() * 1e7), draw.NextBool(0.3));
            for (int vcpu = 0; vcpu < claim.Vcpus; vcpu++)
            {
                vmOf.Add(vm);
                guest.AddThread(vcpu, hog ? new HogProgram() : new ThinkProgram(
                    new ExponentialVariate(think), new ExponentialVariate(burst), guest.Stream($"t{vcpu}")));
            }

            claims.Add(claim);
            guests.Add(guest);
        }

        return new CpuHost(made, new CpuHostOptions
        {
            Topology = topology,
            Scheduler = scheduler,
            Vms = claims,
            Guests = guests,
            Pools = [new PoolSpec("a", -1, 1000, 200, 1500), new PoolSpec("b", 0, 1000, 0, double.PositiveInfinity)],
            Mechanics = new CpuMechanics(),
            Features = new CpuFeatures { HaltPolling = draw.NextBool(0.5), PauseLoopExit = (PauseLoopExit)draw.NextInt(3) },
            Streams = streams,
            Observer = observer,
        });
    }
}
