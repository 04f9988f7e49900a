using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Parallels, VMware Fusion, VirtualBox on macOS: each vCPU is a thread of Mach's timeshare class.</summary>
/// <remarks>XNU, osfmk/kern/sched_prim.c and priority.c, of the time before clutch scheduling. No co-scheduling.</remarks>
[Plugin("hosted-macos", "A hosted hypervisor on macOS: Mach timeshare, priority by decayed CPU use.", Source = "XNU osfmk/kern/priority.c; models.md A10")]
public sealed class HostedMacOs(HostedMacOsOptions options) : HostedScheduler(Threads(options))
{
    private static IVcpuScheduler Threads(HostedMacOsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ExecutionCap.Around(new MachScheduler(options.Quantum.Nanoseconds), options.ExecutionCap, options.ExecutionCapWindow);
    }
}
