using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>EEVDF, looked at after every pick: the largest lag that any vCPU ever has.</summary>
/// <param name="inner">The policy.</param>
internal sealed class LagProbe(Eevdf inner) : IVcpuScheduler
{
    private CpuHost? _host;

    /// <summary>The largest lag to either side, in ns of service.</summary>
    public double Largest { get; private set; }

    /// <inheritdoc/>
    public bool EnforcesLimits => inner.EnforcesLimits;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        _host = host;
        inner.Start(host);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu) => inner.Wake(vcpu);

    /// <inheritdoc/>
    public void Timer(int kind, int argument) => inner.Timer(kind, argument);

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target) => inner.YieldTo(vcpu, target);

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        Choice choice = inner.Pick(pcpu, previous, reason);
        for (int vcpu = 0; vcpu < _host!.Vcpus; vcpu++)
        {
            Largest = Math.Max(Largest, Math.Abs(inner.LagOf(vcpu)));
        }

        return choice;
    }
}
