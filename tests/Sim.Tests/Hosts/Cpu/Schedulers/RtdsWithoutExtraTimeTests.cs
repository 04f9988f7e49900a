using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>The contract for RTDS without extra time, which leaves pCPUs idle.</summary>
[TestFixture]
public sealed class RtdsWithoutExtraTimeTests : VcpuSchedulerContract
{
    protected override bool WorkConserving => false;

    protected override IVcpuScheduler Make() => new Rtds(new RtdsOptions { ExtraTime = false });
}
