using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class StaticPriorityTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new StaticPriority(new StaticPriorityOptions());

}
