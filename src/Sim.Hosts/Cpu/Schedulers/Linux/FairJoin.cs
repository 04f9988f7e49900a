namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>Why a vCPU joins a run queue.</summary>
internal enum FairJoin
{
    /// <summary>For the first time.</summary>
    First,

    /// <summary>It has slept.</summary>
    Woken,

    /// <summary>It was taken from another queue, or was held back.</summary>
    Moved,
}
