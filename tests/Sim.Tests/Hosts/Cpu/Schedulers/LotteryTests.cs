using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class LotteryTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new Lottery(new LotteryOptions());

    protected override IVcpuScheduler MakeForOracle() => new Lottery(new LotteryOptions { Quantum = Duration.FromMilliseconds(1) });
}
