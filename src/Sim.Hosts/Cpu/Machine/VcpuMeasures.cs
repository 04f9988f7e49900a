using System.Runtime.CompilerServices;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <summary>What is measured of one vCPU since the warm-up.</summary>
public sealed class VcpuMeasures
{
    private StateTimes _times;

    /// <summary>Time from a wake-up to running.</summary>
    public LatencyHistogram WakeLatency { get; private set; } = new();

    /// <summary>Work done for the guest, as time at nominal speed.</summary>
    public Duration Work { get; internal set; }

    /// <summary>Time on a pCPU spent spinning for a lock or at a barrier.</summary>
    public Duration Spin { get; internal set; }

    /// <summary>Time on a pCPU spent polling after a halt.</summary>
    public Duration Poll { get; internal set; }

    /// <summary>Time on a pCPU spent on the guest's timer ticks.</summary>
    public Duration Tick { get; internal set; }

    /// <summary>Time on a pCPU spent on switches, cold caches and pause-loop exits.</summary>
    public Duration Overhead { get; internal set; }

    /// <summary>How often it was put on a pCPU where another had run before it.</summary>
    public long Switches { get; internal set; }

    /// <summary>How often it came to another pCPU than the one before.</summary>
    public long Migrations { get; internal set; }

    /// <summary>How often it became runnable.</summary>
    public long Wakeups { get; internal set; }

    /// <summary>How often it lost its pCPU while it could go on.</summary>
    public long Preemptions { get; internal set; }

    /// <summary>How often that happened while it held a lock.</summary>
    public long LockHolderPreemptions { get; internal set; }

    /// <summary>Pause-loop exits.</summary>
    public long PauseExits { get; internal set; }

    /// <summary>The longest time it was runnable without running.</summary>
    public Duration LongestGap { get; internal set; }

    /// <summary>The time spent in a state.</summary>
    public Duration In(VcpuState state) => new(_times[(int)state]);

    /// <summary>What the guest sees as stolen: runnable, but not running.</summary>
    public Duration Steal => In(VcpuState.Ready) + In(VcpuState.CoStopped) + In(VcpuState.Capped);

    internal void Book(VcpuState state, long span) => _times[(int)state] += span;

    internal void Clear()
    {
        _times = default;
        WakeLatency = new LatencyHistogram();
        (Work, Spin, Poll, Tick, Overhead, LongestGap) = (default, default, default, default, default, default);
        (Switches, Migrations, Wakeups, Preemptions, LockHolderPreemptions, PauseExits) = (0, 0, 0, 0, 0, 0);
    }

    [InlineArray((int)VcpuState.SwapWait + 1)]
    private struct StateTimes
    {
#pragma warning disable S1144 // the runtime repeats the only field, and nobody names it
        private long _first;
#pragma warning restore S1144
    }
}
