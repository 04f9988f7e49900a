using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Eevdf"/>; the defaults are those of Linux 6.6.</summary>
public sealed record EevdfOptions
{
    /// <summary>Base slice on one CPU; scaled as the kernel does: 4 times from 8 CPUs on.</summary>
    [Key("baseSlice", "Base slice on one CPU; on n CPUs it is 1 + log2(min(n, 8)) times as long.", Min = 1000, Max = 1e9, Example = "750 us")]
    public Duration BaseSlice { get; init; } = Duration.FromNanoseconds(750_000);

    /// <summary>CPUs by which the base slice is scaled; null: the host's.</summary>
    [Key("scaleCpus", "CPUs by which the base slice is scaled. Left out: the host's.", Min = 1, Max = 4096)]
    public int? ScaleCpus { get; init; }

    /// <summary>The timer tick at which slices end; zero: exactly, as with a high-resolution tick.</summary>
    [Key("tick", "Timer tick at which slices end; 0 s: they end exactly.", Min = 0, Max = 1e9, Example = "4 ms")]
    public Duration Tick { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>Whether who runs is left alone until its slice is over.</summary>
    [Key("runToParity", "Whether who runs is left alone until its slice is over (RUN_TO_PARITY).")]
    public bool RunToParity { get; init; } = true;

    /// <summary>Whether one with a shorter slice may break that.</summary>
    [Key("preemptShort", "Whether an eligible waker with a shorter slice interrupts who runs (PREEMPT_SHORT).")]
    public bool PreemptShort { get; init; } = true;

    /// <summary>Time between two looks at the balance of the run queues; zero: never.</summary>
    [Key("balance", "Time between two looks at the balance of the run queues; 0 s: never.", Min = 0, Max = 1e10, Example = "32 ms")]
    public Duration Balance { get; init; } = Duration.FromMilliseconds(32);
}
