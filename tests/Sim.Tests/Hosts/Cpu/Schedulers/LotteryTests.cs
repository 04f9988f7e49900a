using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class LotteryTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new Lottery(new LotteryOptions());

    protected override int MostPcpus => 1;

    // With quanta of 100 ms a minute has 600 draws: far too few for 0.01.
    protected override IVcpuScheduler MakeForOracle() => new Lottery(new LotteryOptions { Quantum = Duration.FromMilliseconds(1) });

    // Waldspurger and Weihl 1994: n draws give n p wins, with a standard deviation of sqrt(n p (1 - p)).
    [TestCase(1000, 1000)]
    [TestCase(3000, 1000)]
    [TestCase(200, 1800)]
    public void Wins_spread_as_draws_do(int one, int other)
    {
        CpuBench bench = new(new Lottery(new LotteryOptions { Quantum = Duration.FromMilliseconds(10) }), 1);
        bench.Hog(new VcpuClaim { Shares = one });
        bench.Hog(new VcpuClaim { Shares = other });
        bench.Run(Duration.FromSeconds(600));
        double draws = 60_000;
        double chance = one / (double)(one + other);
        Assert.That(bench.Cores(0) * draws, Is.EqualTo(draws * chance).Within(4 * System.Math.Sqrt(draws * chance * (1 - chance))));
    }
}
