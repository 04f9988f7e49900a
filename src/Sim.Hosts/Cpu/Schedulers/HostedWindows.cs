using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>VirtualBox, VMware Workstation and the like on a Windows client: each vCPU is a thread.</summary>
/// <remarks>
/// Quantum of 2 clock intervals, three times that for the foreground process: the factor is that of Microsoft KB 259025
/// (background 3 units, foreground 9); the two intervals are from secondary sources. No co-scheduling.
/// </remarks>
[Plugin("hosted-windows", "A hosted hypervisor on a Windows client: priorities, boosts, a longer quantum in front.", Source = "Microsoft KB 259025, Priority Boosts; models.md A10")]
public sealed class HostedWindows(HostedWindowsOptions options) : HostedScheduler(Threads(options))
{
    private static IVcpuScheduler Threads(HostedWindowsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        long quantum = options.QuantumTicks * options.Tick.Nanoseconds;
        NtScheduler windows = new(
            vm => options.Foreground.Length > 0 && vm.Name == options.Foreground ? options.ForegroundFactor * quantum : quantum, options.WakeBoost);
        return ExecutionCap.Around(windows, options.ExecutionCap, options.ExecutionCapWindow);
    }
}
