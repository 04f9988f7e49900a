using Sim.Hosts.Costs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <summary>What a hypervisor adds to any policy: pause-loop exits, halt polling, the guest's own time slice.</summary>
/// <remarks>Defaults of models.md A12: Intel's ple_window of 4096 cycles is 1.64 us at 2.5 GHz; KVM's halt_poll_ns is 200 us.</remarks>
public sealed record CpuFeatures
{
    /// <summary>What happens to a vCPU that spins for long.</summary>
    [Key("pauseLoopExit", "What happens to a vCPU that spins: nothing, a yield (Xen), or a yield to a preempted sibling (KVM).")]
    public PauseLoopExit PauseLoopExit { get; init; } = PauseLoopExit.Off;

    /// <summary>How long it spins before the exit.</summary>
    [Key("pauseLoopWindow", "How long a vCPU spins before the pause-loop exit.", Min = 100, Max = 1e9, Example = "1640 ns")]
    public Duration PauseLoopWindow { get; init; } = Duration.FromNanoseconds(1640);

    /// <summary>What the exit costs; of a cost table without the search for a sibling, a lower bound.</summary>
    [Key("pauseLoopCost", "What a pause-loop exit costs.", Min = 0, Max = 1e9, Example = "1 us")]
    [Measured("exit-null", "switch=full")]
    public Duration PauseLoopCost { get; init; } = Duration.FromNanoseconds(1000);

    /// <summary>Whether a vCPU that halts is kept on its pCPU for a while, polling.</summary>
    [Key("haltPolling", "Whether a halted vCPU polls on its pCPU for a while before it gives it up (KVM).")]
    public bool HaltPolling { get; init; }

    /// <summary>The longest poll.</summary>
    [Key("haltPollMax", "Longest poll.", Min = 0, Max = 1e9, Example = "200 us")]
    public Duration HaltPollMax { get; init; } = Duration.FromNanoseconds(200_000);

    /// <summary>The first poll after none; each further one doubles.</summary>
    [Key("haltPollStart", "First poll after none; it doubles from there.", Min = 1, Max = 1e9, Example = "10 us")]
    public Duration HaltPollStart { get; init; } = Duration.FromNanoseconds(10_000);

    /// <summary>How long the guest lets a thread run while another waits on the same vCPU.</summary>
    [Key("guestSlice", "How long a guest lets a thread run while another waits on the same vCPU.", Min = 1000, Max = 1e10, Example = "4 ms")]
    public Duration GuestSlice { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>Period within which limits hold under a policy that has none of its own.</summary>
    [Key("quotaPeriod", "Period within which limits hold under a policy that has none of its own.", Min = 1e6, Max = 1e10, Example = "100 ms")]
    public Duration QuotaPeriod { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>How many periods' budgets a VM keeps when it does not use them, under a policy that has no limits of its own.</summary>
    [Key("quotaKept", "How many periods' unused budgets a VM may keep under a policy that has no limits of its own.", Min = 0, Max = 1000)]
    public double QuotaKept { get; init; } = 1;
}
