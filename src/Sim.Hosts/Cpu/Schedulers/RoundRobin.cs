using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>One queue for all pCPUs: everybody gets a quantum in turn, whatever its shares.</summary>
[Plugin("round-robin", "One queue, a quantum each in turn; shares do not count.", Source = "models.md A11")]
public sealed class RoundRobin(RoundRobinOptions options) : IVcpuScheduler
{
    private readonly VcpuQueue _queue = new();
    private CpuHost _host = null!;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue.Reset(host.Vcpus);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _queue.Add(vcpu);
        IdlePcpus.AskFor(_host, vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason != PickReason.Blocked)
        {
            _queue.Add(previous);
        }

        for (int vcpu = _queue.First; vcpu >= 0; vcpu = _queue.After(vcpu))
        {
            if (_host.Allowed(vcpu, pcpu))
            {
                _queue.Remove(vcpu);
                OfferIdle();
                return Choice.Run(vcpu, options.Quantum);
            }
        }

        return Choice.Idle;
    }

    // Whoever is left behind here may find an idle pCPU, which nobody else would ask to decide.
    private void OfferIdle()
    {
        for (int vcpu = _queue.First; vcpu >= 0 && _host.IdleCount > 0; vcpu = _queue.After(vcpu))
        {
            if (IdlePcpus.AskFor(_host, vcpu) >= 0)
            {
                return;
            }
        }
    }
}
