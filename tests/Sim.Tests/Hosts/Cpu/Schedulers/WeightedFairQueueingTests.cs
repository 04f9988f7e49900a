using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class WeightedFairQueueingTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new WeightedFairQueueing(new WeightedFairQueueingOptions());
}
