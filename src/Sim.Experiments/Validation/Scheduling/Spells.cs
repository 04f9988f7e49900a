using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>The longest times that one vCPU ran, and did not run, without a break.</summary>
/// <param name="vcpu">The vCPU.</param>
/// <param name="warmup">A spell that begins earlier does not count.</param>
internal sealed class Spells(int vcpu, Duration warmup) : ICpuObserver
{
    private bool _running;
    private SimTime _since;

    /// <summary>The longest time on a pCPU, in ms.</summary>
    public double LongestOnMs { get; private set; }

    /// <summary>The longest time off it, in ms.</summary>
    public double LongestOffMs { get; private set; }

    /// <inheritdoc/>
    public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
    {
        if (vcpu != Watched || from == to)
        {
            return;
        }

        bool running = state == VcpuState.Running;
        if (running != _running)
        {
            (_running, _since) = (running, from);
        }

        double span = (to - _since).Seconds * 1000;
        if (_since >= SimTime.Zero + warmup)
        {
            LongestOnMs = running ? System.Math.Max(LongestOnMs, span) : LongestOnMs;
            LongestOffMs = running ? LongestOffMs : System.Math.Max(LongestOffMs, span);
        }
    }

    /// <inheritdoc/>
    public void Woke(int waker, int vcpu, SimTime at)
    {
    }

    private int Watched { get; } = vcpu;
}
