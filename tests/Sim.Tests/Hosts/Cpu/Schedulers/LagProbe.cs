using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Looks at every vCPU's lag after every pick.</summary>
internal sealed class LagProbe(Eevdf inner) : IVcpuScheduler
{
    private CpuHost _host = null!;

    public double Least { get; private set; }

    public double Most { get; private set; }

    public long Samples { get; private set; }

    public bool EnforcesLimits => inner.EnforcesLimits;

    public void Start(CpuHost host)
    {
        _host = host;
        inner.Start(host);
    }

    public void Wake(int vcpu) => inner.Wake(vcpu);

    public void Timer(int kind, int argument) => inner.Timer(kind, argument);

    public void YieldTo(int vcpu, int target) => inner.YieldTo(vcpu, target);

    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        Choice choice = inner.Pick(pcpu, previous, reason);
        for (int vcpu = 0; vcpu < _host.Vcpus; vcpu++)
        {
            double lag = inner.LagOf(vcpu);
            (Least, Most) = (Math.Min(Least, lag), Math.Max(Most, lag));
            Samples++;
        }

        return choice;
    }
}
