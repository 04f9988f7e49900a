using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>What every vCPU scheduler must do, whatever its idea of fairness.</summary>
public abstract class VcpuSchedulerContract
{
    /// <summary>A new policy with its defaults.</summary>
    protected abstract IVcpuScheduler Make();

    /// <summary>Whether a pCPU never idles while a vCPU that may use it waits; not so for partitioning and budgeted policies.</summary>
    protected virtual bool WorkConserving => true;

    [Test]
    public void A_lone_hog_runs_all_the_time()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Run(Duration.FromSeconds(2));
        Assert.That(bench.Cores(0), WorkConserving ? Is.EqualTo(1).Within(1e-9) : Is.GreaterThan(0));
    }

    [Test]
    public void Two_equal_hogs_share_a_pcpu_equally()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Hog();
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(2));
        if (WorkConserving)
        {
            Assert.That(bench.Cores(0), Is.EqualTo(0.5).Within(0.01));
            Assert.That(bench.Cores(0) + bench.Cores(1), Is.EqualTo(1).Within(1e-9));
        }
    }

    [Test]
    public void Idle_pcpus_are_used()
    {
        CpuBench bench = new(Make(), 4);
        for (int vm = 0; vm < 3; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        if (WorkConserving)
        {
            Assert.That(Enumerable.Range(0, 3).Select(bench.Cores), Is.All.EqualTo(1).Within(0.002));
        }
    }

    [Test]
    public void A_sleeper_that_wants_little_gets_it()
    {
        CpuBench bench = new(Make(), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(200));
        bench.Hog();
        bench.Run(Duration.FromSeconds(20));
        Assert.That(bench.Cores(sleeper), Is.EqualTo(0.005).Within(0.0005));
    }

    [Test]
    public void Affinity_holds()
    {
        CpuBench bench = new(Make(), 3);
        int pinned = bench.Hog(new VcpuClaim { Affinity = [1] });
        bench.Hog();
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(5)); // the host itself throws where a pick breaks it
        Assert.That(host.MeasuresOf(host.FirstVcpu(pinned)).Migrations, Is.Zero);
    }

    [Test]
    public void Who_waits_for_pages_leaves_its_pcpu_to_others_and_comes_back()
    {
        CpuBench bench = new(Make(), 2);
        bench.Hog();
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(50));
        bench.Run(Duration.FromMilliseconds(1));
        bench.Host.SetPageFaults(0, new PageFaultRate(2e6, 3_000_000, 0.1));
        bench.Host.SetPageFaults(1, new PageFaultRate(5e6, 1_000_000, 0));
        bench.Simulation.RunUntil(SimTime.FromSeconds(5));
        bench.Host.Verify();
        Assert.That(bench.Host.MeasuresOf(0).In(VcpuState.SwapWait).Seconds, Is.GreaterThan(0.1));
        Assert.That(bench.Host.MeasuresOf(0).Work.Seconds, Is.GreaterThan(0.1));
    }

    [Test]
    public void Random_mixes_keep_every_invariant([Range(1, 12)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["mix"];
        CpuTopology topology = new(1 + (int)draw.NextInt(2), 1, 1 + (int)draw.NextInt(3), 1 + (int)draw.NextInt(2));
        CpuBench bench = new(Make(), topology)
        {
            Mechanics = new CpuMechanics(),
            Features = new CpuFeatures { HaltPolling = draw.NextBool(0.5), PauseLoopExit = (PauseLoopExit)draw.NextInt(3) },
        };
        int vms = 1 + (int)draw.NextInt(10);
        for (int vm = 0; vm < vms; vm++)
        {
            VcpuClaim claim = new()
            {
                Vcpus = 1 + (int)draw.NextInt(3),
                Shares = 100 + draw.NextInt(2000),
                Limit = draw.NextBool(0.3) ? 0.1 + draw.NextDouble() : double.PositiveInfinity,
                Affinity = draw.NextBool(0.2) ? [(int)draw.NextInt(topology.Pcpus)] : [],
                Priority = (int)draw.NextInt(140),
            };
            double think = 1e5 + (draw.NextDouble() * 2e7);
            double burst = 1e4 + (draw.NextDouble() * 1e7);
            bool hog = draw.NextBool(0.3);
            bench.Vm(claim, guest =>
            {
                for (int vcpu = 0; vcpu < guest.Vcpus; vcpu++)
                {
                    guest.AddThread(vcpu, hog ? new HogProgram() : new ThinkProgram(
                        new ExponentialVariate(think), new ExponentialVariate(burst), guest.Stream($"t{vcpu}")));
                }
            });
        }

        CpuHost host = bench.Run(Duration.FromSeconds(3), Duration.FromMilliseconds(500));
        double run = Enumerable.Range(0, vms).Sum(bench.Cores);
        double busy = Enumerable.Range(0, topology.Pcpus).Sum(pcpu => host.BusyOf(pcpu).Seconds) / host.Measured.Seconds;
        Assert.That(run, Is.EqualTo(busy).Within(1e-6), "what vCPUs run is what pCPUs are busy");
    }
}
