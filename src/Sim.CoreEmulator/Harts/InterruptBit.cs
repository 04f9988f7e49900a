namespace Sim.CoreEmulator.Harts;

/// <summary>Bits of mip and mie by interrupt. Privileged manual, "Machine Interrupt Registers" with the hypervisor extension's.</summary>
internal static class InterruptBit
{
    public const ulong SupervisorSoftware = 1UL << 1;
    public const ulong VirtualSupervisorSoftware = 1UL << 2;
    public const ulong MachineSoftware = 1UL << 3;
    public const ulong SupervisorTimer = 1UL << 5;
    public const ulong VirtualSupervisorTimer = 1UL << 6;
    public const ulong MachineTimer = 1UL << 7;
    public const ulong SupervisorExternal = 1UL << 9;
    public const ulong VirtualSupervisorExternal = 1UL << 10;
    public const ulong MachineExternal = 1UL << 11;
    public const ulong SupervisorGuestExternal = 1UL << 12;

    /// <summary>Those of M mode.</summary>
    public const ulong Machine = MachineSoftware | MachineTimer | MachineExternal;

    /// <summary>Those of S mode.</summary>
    public const ulong Supervisor = SupervisorSoftware | SupervisorTimer | SupervisorExternal;

    /// <summary>Those of VS mode.</summary>
    public const ulong VirtualSupervisor = VirtualSupervisorSoftware | VirtualSupervisorTimer | VirtualSupervisorExternal;

    /// <summary>Those of the hypervisor extension.</summary>
    public const ulong Hypervisor = VirtualSupervisor | SupervisorGuestExternal;
}
