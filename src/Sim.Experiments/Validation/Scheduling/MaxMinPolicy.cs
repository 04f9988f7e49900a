using System;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>A policy that shares CPU in proportion to weights.</summary>
/// <param name="Name">As a scenario names it, with the options that are not defaults.</param>
/// <param name="Make">Makes a new one.</param>
internal sealed record MaxMinPolicy(string Name, Func<IVcpuScheduler> Make)
{
    /// <summary>Why it misses on one pCPU, where it does.</summary>
    public string OneReason { get; init; } = "";

    /// <summary>The same on several.</summary>
    public string ManyReason { get; init; } = "";
}
