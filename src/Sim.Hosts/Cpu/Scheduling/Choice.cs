using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>A policy's decision for one pCPU.</summary>
/// <param name="Vcpu">Who runs; -1: nobody.</param>
/// <param name="Slice">For how long at most, in ns; <see cref="Forever"/>: until it blocks or the policy asks.</param>
public readonly record struct Choice(int Vcpu, long Slice)
{
    /// <summary>No end of its own.</summary>
    public const long Forever = long.MaxValue;

    /// <summary>The pCPU idles.</summary>
    public static readonly Choice Idle = new(-1, Forever);

    /// <summary>A vCPU and how long it may run at most.</summary>
    public static Choice Run(int vcpu, Duration slice) => new(vcpu, slice.Nanoseconds);
}
